import type { AuthPlatform } from './auth-platform';

/** A channel to the app's other pages. */
export interface AppChannel {
  /** Says something to the others, if the browser lets it. */
  readonly post: (message: unknown) => void;
  readonly close: () => void;
}

/** Opens a channel to the app's other pages; `null` where the browser has none, or denies it. */
export function openChannel(
  platform: Pick<AuthPlatform, 'channel'>,
  name: string,
  onMessage: (message: unknown) => void,
): AppChannel | null {
  try {
    const channel = platform.channel(name);
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      onMessage(data);
    };
    return {
      post: (message) => {
        try {
          channel.postMessage(message);
        } catch {
          // The channel is closed or denied by now, or the message holds what cannot be sent: each page does for itself.
        }
      },
      close: () => {
        channel.close();
      },
    };
  } catch {
    return null;
  }
}
