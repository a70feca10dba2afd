/** The channels among the pages of one app. What one posts, the others hear before it goes on. */
export class TestChannels {
  readonly #opened = new Set<TestChannel>();

  readonly open = (name: string): BroadcastChannel => {
    const channel = new TestChannel(name, this.#opened);
    this.#opened.add(channel);
    return channel as unknown as BroadcastChannel;
  };
}

class TestChannel implements Pick<BroadcastChannel, 'name' | 'onmessage' | 'postMessage' | 'close'> {
  onmessage: BroadcastChannel['onmessage'] = null;

  constructor(
    readonly name: string,
    readonly opened: Set<TestChannel>,
  ) {}

  postMessage(message: unknown): void {
    // A copy, as between real pages.
    const data: unknown = JSON.parse(JSON.stringify(message));
    for (const other of this.opened) {
      if (other === this || other.name !== this.name) continue;
      other.onmessage?.call(other as unknown as BroadcastChannel, { data } as MessageEvent);
    }
  }

  close(): void {
    this.opened.delete(this);
  }
}
