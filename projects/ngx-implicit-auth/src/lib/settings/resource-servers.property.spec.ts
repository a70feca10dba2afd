/**
 * Runs in Node for its URL parser: jsdom's has to be loaded, and takes twenty times as long.
 * @jest-environment node
 */
import fc from 'fast-check';
import { isSecureUrl } from '../protocol/secure-url';
import { ANY_TEXT, CASES } from '../testing/cases';
import { resourceServerMatcher } from './resource-servers';

const BASE = 'https://app.example.com/sub/';
const LISTED = [
  'https://api.example.com/',
  'https://api.example.com/public',
  'https://api.example.com:8443/',
  'https://xn--bcher-kva.example/v1/',
  'http://localhost:4200/api',
  'http://127.0.0.1/',
  'http://[::1]:4300/a',
  'https://app.example.com/sub/api',
  'https://cdn.example.com/a%20b',
];

/** What a server may do to a path before it looks whose it is. */
const READINGS: readonly ((path: string) => string)[] = [
  decodeOnce,
  decodeOnce,
  (path) => path.toLowerCase(),
  (path) => path.replace(/;[^/]*/g, ''),
  (path) => path.replace(/\/{2,}/g, '/'),
];
function decodeOnce(path: string): string {
  return path.replace(/%([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** All of them, and each without some of the others. */
const SERVERS = Array.from({ length: 2 ** READINGS.length }, (_, index) => (path: string) => {
  const chosen = READINGS.filter((_reading, bit) => index & (1 << bit));
  return chosen.reduce((read, reading) => reading(read), path);
});

/** What the matcher has to find: the parsed URL, if it names no user and belongs to the same listed server whoever reads it. */
function oracle(requestUrl: string, listed: readonly string[]): string | null {
  if (!URL.canParse(requestUrl, BASE)) return null;
  const url = new URL(requestUrl, BASE);
  const encodedOnce = url.pathname.toLowerCase().replace(/%(25)+/g, '%');
  const isAmbiguous = ['%2e', '%2f', '%5c', '..;'].some((text) => encodedOnce.includes(text));
  const servers = listed.filter((text) => new URL(text).origin === url.origin);
  const owners = new Set(SERVERS.flatMap((read) => longest(servers, url, read)));
  const isPlain = ['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol) && !url.username && !url.password;
  return isPlain && !isAmbiguous && owners.size === 1 && !owners.has(undefined) ? url.href : null;
}

/** Those with the longest path of the listed servers that a reading of the URL is below; `[undefined]` if there is none. */
function longest(servers: readonly string[], url: URL, read: (path: string) => string): (string | undefined)[] {
  const path = read(url.pathname).split('/');
  const above = servers
    .map((server) => ({ server, names: segments(read(new URL(server).pathname)) }))
    .filter(({ names }) => names.every((name, index) => name === path[index]));
  const length = Math.max(...above.map(({ names }) => names.length));
  const found = above.filter(({ names }) => names.length === length);
  return found.length ? found.map(({ server }) => server.replace(/\/$/, '')) : [undefined];
}

/** The text as a URL that the settings can list; empty if they would refuse it, or if no host has such a name. */
function asListed(text: string): string[] {
  if (!URL.canParse(text, BASE)) return [];
  const { href, host } = new URL(text, BASE);
  return isSecureUrl(href) && !/[?#*]/.test(href) && !host.includes(';') ? [href] : [];
}

/** The segments of a listed path; a slash at its end counts for nothing. */
const segments = (path: string) => path.replace(/\/$/, '').split('/');

/** The URL that a request goes to in a page with a hostile `<base>`; `null` if it gets no token. */
function found(requestUrl: string, listed: readonly string[]): string | null {
  const [match] = resourceServerMatcher(listed, BASE)(requestUrl);
  return match === undefined ? null : new URL(match, 'https://evil.test/base/').href;
}

/** One of the pieces: those that `separated` has between its blanks, and `further` ones, which may hold a blank. */
const pieces = (separated: string, ...further: readonly string[]) =>
  fc.constantFrom(...separated.split(' '), ...further);
const often = (usual: string, rare: fc.Arbitrary<string>) =>
  fc.oneof({ arbitrary: fc.constant(usual), weight: 1 }, { arbitrary: rare, weight: 2 });

const scheme = often(
  'https:',
  pieces(
    'http: HTTPS: hTtP: ftp: ws: wss: file: blob:https: javascript: data: x-https: https',
    '',
    ' https:',
    'ht\ttps:',
  ),
);
const slashes = often('//', pieces('/ /// \\\\ /\\ \\/', '', '/\t/', '//\n', '// '));
const userinfo = often(
  '',
  pieces(
    'user@ user:secret@ :@ @ evil%40 api.example.com@ api.example.com:443@ api.example.com/@ api.example.com\\@ api.example.com#@ api.example.com?@',
  ),
);
const host = fc.oneof(
  pieces(
    'api.example.com xn--bcher-kva.example bücher.example localhost 127.0.0.1 [::1] app.example.com cdn.example.com',
  ),
  pieces(
    'API.Example.COM ａｐｉ.example.com api。example.com %61pi.example.com api%2eexample%2Ecom BÜCHER.example 0x7f.1 127.1 2130706433 [0:0:0:0:0:0:0:1]',
    'api.exa\tmple.com',
    'api.exa\u00admple.com',
  ),
  pieces(
    'evil.test api.example.com.evil.test evil.test.api.example.com xapi.example.com аpi.example.com api.example.com. api..example.com .api.example.com api.example.co api-example.com',
  ),
  pieces(
    'api.example.com%2eevil.test api.example.com%00 api.example.com%2f a.0x7f [::2] [ *.example.com 😀.example',
    '',
    'exa mple.com',
  ),
  fc.string({ maxLength: 4 }),
);
const port = often('', pieces(':443 :80 :8443 :4200 :4300 :08443 :0 :65536 : :8443x :-1 :４２００', ':84\t43'));
const segment = fc.oneof(
  pieces('public public api sub v1 a a%20b', 'a b'),
  pieces(
    'Public publicX public.evil public;x=1 %70ublic public%00 públic __proto__ constructor *',
    'pub\tlic',
    'pub\nlic',
  ),
  pieces('. .. ... %2e %2E%2e .%2e ..; %2e%2e;x .; ..%2f ..%5C %2f %5c %252e %c0%af % %zz \\.. a\\..\\', ''),
  fc.string({ maxLength: 4 }),
);
const path = fc
  .array(fc.tuple(often('/', pieces('\\ // /./', '')), segment), { maxLength: 4 })
  .map((pairs) => pairs.flat().join(''));
const end = often('', pieces('/ // ?x=1 ?x=/../admin #x ? # ;x', ' ', '\n', '?x=\t1#\\'));

/** A letter of a path in the next way: as it is, in the other case, percent-encoded, or encoded twice. */
function rewritten(letter: string, ways: fc.Stream<string>): string {
  const code = letter.charCodeAt(0).toString(16);
  const { value = '' } = ways.next() as IteratorResult<string, undefined>;
  return { upper: letter.toUpperCase(), once: `%${code}`, twice: `%25${code}` }[value] ?? letter;
}

/** URLs made of hostile pieces, absolute, relative and protocol-relative. */
const hostileUrl = fc
  .oneof(
    { arbitrary: fc.tuple(scheme, slashes, userinfo, host, port, path, end), weight: 3 },
    { arbitrary: fc.tuple(pieces('https:// http://'), host, port, path, end), weight: 3 },
    {
      arbitrary: fc.tuple(often('', pieces('blob: filesystem: x ')), fc.constantFrom(...LISTED), path, end),
      weight: 3,
    },
    { arbitrary: fc.tuple(path, end), weight: 1 },
  )
  .map((parts) => parts.join(''));
const listing = fc.oneof(fc.constant(LISTED), fc.subarray(LISTED));

describe('the resource-server matcher', () => {
  it('A7 A26 R49 agrees with the URL parser on URLs made of hostile pieces, whatever is listed', () => {
    fc.assert(
      fc.property(hostileUrl, listing, (url, listed) => {
        expect(found(url, listed)).toBe(oracle(url, listed));
      }),
      CASES,
    );
  });

  it('A7 A26 R49 agrees with the URL parser on any text, alone, behind a scheme and behind a listed URL', () => {
    const start = fc.oneof(fc.constant(''), pieces('https:// http:// // /'), fc.constantFrom(...LISTED));
    fc.assert(
      fc.property(start, fc.oneof(ANY_TEXT, fc.string()), listing, (before, text, listed) => {
        const url = before + text;

        expect(found(url, listed)).toBe(oracle(url, listed));
      }),
      CASES,
    );
  });

  it('A7 R49 agrees with the URL parser when the very URL is listed, or another of hostile pieces is', () => {
    fc.assert(
      fc.property(hostileUrl, fc.array(hostileUrl, { maxLength: 3 }), (url, others) => {
        for (const urls of [others, [...others, url]]) {
          const listed = urls.flatMap(asListed);
          expect(found(url, listed)).toBe(oracle(url, listed));
        }
      }),
      CASES,
    );
  });

  it('A7 does not look through the data in a URL, which would take minutes', () => {
    expect(found(`data:image/png;base64,${'iVBORw0K/'.repeat(200_000)}`, LISTED)).toBeNull();
  });

  it('A7 R49 matches every spelling of a listed URL that parses to it', () => {
    const spelling = fc.record({
      listed: fc.constantFrom(...LISTED),
      isUpperCase: fc.boolean(),
      hasPort: fc.boolean(),
      slash: fc.constantFrom('/', '\\'),
      tab: fc.constantFrom('', '\t', '\n', '\r'),
      at: fc.nat(60),
      detour: fc.constantFrom('', '/.', '/x/..', '/x/%2e%2e', '/./x/../y/..'),
      tail: fc.constantFrom('', '/', '/below', '?x', '#x', ' '),
    });
    fc.assert(
      fc.property(spelling, ({ listed, isUpperCase, hasPort, slash, tab, at, detour, tail }) => {
        const { origin, protocol, port, pathname } = new URL(listed);
        const defaultPort = protocol === 'https:' ? ':443' : ':80';
        const host = origin + (hasPort && !port ? defaultPort : '');
        const spelled = (isUpperCase ? host.toUpperCase() : host) + detour + pathname.replace(/\/$/, '');
        const url = spelled.slice(0, at).replaceAll('/', slash) + tab + spelled.slice(at).replaceAll('/', slash) + tail;

        expect(found(url, LISTED)).toBe(new URL(url).href);
      }),
      CASES,
    );
  });

  it('A7 R49 matches a listed path that is written in another way only where every server reads it alike', () => {
    const written = fc
      .tuple(
        fc.constantFrom(...LISTED),
        fc.infiniteStream(pieces('as-is as-is upper once twice')),
        pieces('/ // ;x/ /;/'),
      )
      .map(([listed, ways, slash]) => {
        const { origin, pathname } = new URL(listed);
        const path = pathname.replace(/\/$/, '').replace(/[^/]/g, (letter) => rewritten(letter, ways));
        return `${origin}${path.replaceAll('/', slash)}/below`;
      });
    fc.assert(
      fc.property(written, listing, (url, listed) => {
        expect(found(url, listed)).toBe(oracle(url, listed));
      }),
      CASES,
    );
  });

  it('A7 R49 matches nothing when nothing is listed', () => {
    fc.assert(
      fc.property(hostileUrl, (url) => {
        expect(found(url, [])).toBeNull();
      }),
      CASES,
    );
  });
});
