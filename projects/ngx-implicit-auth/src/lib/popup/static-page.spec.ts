import { readFileSync } from 'node:fs';

const PAGE = readFileSync('projects/ngx-implicit-auth/assets/silent-renewal.html', 'utf8');
const SCRIPT = readFileSync('projects/ngx-implicit-auth/assets/silent-renewal.js', 'utf8');
const ANSWER = 'https://app.example.com/silent-renewal.html#access_token=a&state=b%2Fc';

/** A page, as its script sees it. */
interface Shown {
  readonly href: string;
  readonly isFramed?: boolean;
  readonly hasOpener?: boolean;
  readonly deniesChannels?: boolean;
}

/** Runs the script of the page. Returns what it has done, in order. */
function done({ href, isFramed = false, hasOpener = false, deniesChannels = false }: Shown): readonly unknown[] {
  const acts: unknown[] = [];
  const window = {};
  const page: Record<string, unknown> = {
    window,
    top: isFramed ? {} : window,
    location: new URL(href),
    opener: hasOpener ? {} : null,
    history: { replaceState: (_state: unknown, _title: string, url: string) => acts.push(['address', url]) },
    document: { body: { append: (text: string) => acts.push(['text', text]) } },
    close: () => acts.push('closed'),
    BroadcastChannel: class {
      constructor(readonly name: string) {
        if (deniesChannels) throw new DOMException('Denied.', 'SecurityError');
      }
      postMessage(message: unknown) {
        acts.push([this.name, message]);
      }
    },
  };
  // As the page runs it, with stand-ins for the browser.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const run = new Function(...Object.keys(page), SCRIPT) as (...values: readonly unknown[]) => void;
  run(...Object.values(page));
  return acts;
}

const CLOSES = [['address', '/silent-renewal.html'], ['text', 'You can close this window.'], 'closed'];
const TOLD = ['ngx-implicit-auth popup b/c', ANSWER];

describe('the static page', () => {
  it('R50 has one script, in a file beside it, which a Content-Security-Policy without inline scripts lets run', () => {
    expect(PAGE.match(/<script[^]*?<\/script>/g)).toEqual(['<script src="silent-renewal.js"></script>']);
    expect(PAGE).not.toMatch(/ on\w+=|javascript:|style/);
  });

  it('R50 does nothing in a frame, where a renewal is answered', () => {
    expect(done({ href: ANSWER, isFramed: true })).toEqual([]);
  });

  it.each(['', '#', '?', '#top', '?page=2', '#access_token=a', '#state='])(
    'does nothing when it is opened by itself, with %j',
    (rest) => {
      expect(done({ href: `https://app.example.com/silent-renewal.html${rest}` })).toEqual([]);
    },
  );

  it('tells its address on the channel of the state, and leaves the rest to the page that has opened it', () => {
    expect(done({ href: ANSWER, hasOpener: true })).toEqual([TOLD]);
  });

  it('A6 takes the answer out of the address bar and closes where it has been cut off from that page', () => {
    expect(done({ href: ANSWER })).toEqual([TOLD, ...CLOSES]);
  });

  it('reads a code in the query', () => {
    const href = 'https://app.example.com/silent-renewal.html?code=a&state=b%2Fc';

    expect(done({ href })).toEqual([[TOLD[0], href], ...CLOSES]);
  });

  it('A28 closes as well where the browser denies channels', () => {
    expect(done({ href: ANSWER, deniesChannels: true })).toEqual(CLOSES);
  });
});
