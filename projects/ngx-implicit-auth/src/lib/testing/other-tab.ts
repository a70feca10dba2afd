/** Another tab of the app, on one of the channels that the tabs share. */
export interface OtherTab {
  /** Says something; resolves once every tab has heard it. */
  say(message: unknown): Promise<void>;
  /** Resolves with all that it has heard by now. */
  heard(): Promise<readonly unknown[]>;
  close(): void;
}

/** A message that the library never sends. */
const LAST_WORD = 'That was all.';

/**
 * Opens another tab. Each channel gets the messages in the order in which they were posted. The channel that was opened
 * last gets each message last.
 */
export function otherTab(channelName: string): OtherTab {
  const channel = new BroadcastChannel(channelName);
  const heard: unknown[] = [];
  let onLastWord: () => void;
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === LAST_WORD) onLastWord();
    else heard.push(data);
  };
  return {
    say: async (message) => {
      const witness = new BroadcastChannel(channelName);
      const arrived = new Promise((resolve) => (witness.onmessage = resolve));
      channel.postMessage(message);
      await arrived;
      witness.close();
    },
    heard: async () => {
      const speaker = new BroadcastChannel(channelName);
      const arrived = new Promise<void>((resolve) => (onLastWord = resolve));
      speaker.postMessage(LAST_WORD);
      await arrived;
      speaker.close();
      return [...heard];
    },
    close: () => {
      channel.close();
    },
  };
}

/** Removes a global, as if in an old browser that lacks it, while `use` runs. */
export async function without<T>(name: 'BroadcastChannel', use: () => T | Promise<T>): Promise<T> {
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, name);
  Reflect.deleteProperty(globalThis, name);
  try {
    return await use();
  } finally {
    Object.defineProperty(globalThis, name, descriptor ?? {});
  }
}
