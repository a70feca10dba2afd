/** Opens a channel to the app's other pages; `null` where the browser has none, or denies it. */
export function openChannel(name: string, onMessage: (message: unknown) => void): BroadcastChannel | null {
  try {
    const channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      onMessage(data);
    };
    return channel;
  } catch {
    return null;
  }
}
