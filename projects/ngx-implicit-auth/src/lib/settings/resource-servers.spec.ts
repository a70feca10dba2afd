import { resourceServerMatcher } from './resource-servers';

const BASE = 'https://app.example.com/sub/';
const matches = (url: string, ...listed: string[]) => resourceServerMatcher(listed, BASE)(url).length > 0;
const PUBLIC = 'https://api.example.com/public';

describe('A7 R49 with https://api.example.com/public listed', () => {
  it.each([
    ['the URL itself', 'https://api.example.com/public'],
    ['a slash after it', 'https://api.example.com/public/'],
    ['a path below', 'https://api.example.com/public/a/b'],
    ['a query', 'https://api.example.com/public?x=1'],
    ['a query with a slash', 'https://api.example.com/public?x=/../admin'],
    ['a fragment', 'https://api.example.com/public#x'],
    ['an upper-case host', 'HTTPS://API.Example.COM/public'],
    ['the default port', 'https://api.example.com:443/public'],
    ['full-width letters', 'https://ａｐｉ.example.com/public'],
    ['an ideographic dot', 'https://api。example.com/public'],
    ['an encoded letter in the host', 'https://%61pi.example.com/public'],
    ['an embedded tab', 'https://api.exa\tmple.com/pub\tlic'],
    ['an embedded newline', 'https://api.example.com/\npublic'],
    ['leading and trailing spaces', '  https://api.example.com/public  '],
    ['backslashes for slashes', 'https:\\\\api.example.com\\public'],
    ['a way out and back in', 'https://api.example.com/public/../public/a'],
    ['a dot segment', 'https://api.example.com/./public'],
    ['a scheme-relative URL', '//api.example.com/public'],
    ['dots in a name', 'https://api.example.com/public/report..pdf'],
  ])('matches %s', (_, url) => {
    expect(matches(url, PUBLIC)).toBe(true);
  });

  it.each([
    ['an origin that only begins alike', 'https://api.example.com.evil.test/public'],
    ['a user name', 'https://me@api.example.com/public'],
    ['a user name and a password', 'https://me:secret@api.example.com/public'],
    ['the host as a user name', 'https://api.example.com@evil.test/public'],
    ['the host as a user name and a password', 'https://api.example.com:443@evil.test/public'],
    ['an encoded dot into another host', 'https://api.example.com%2eevil.test/public'],
    ['a scheme-relative URL of another host', '//evil.test/public'],
    ['a backslash into another host', '/\\evil.test/public'],
    ['backslashes into another host', 'https:\\\\evil.test\\public'],
    ['a Cyrillic letter', 'https://аpi.example.com/public'],
    ['a trailing-dot host', 'https://api.example.com./public'],
    ['another port', 'https://api.example.com:8443/public'],
    ['http', 'http://api.example.com/public'],
    ['http at port 443', 'http://api.example.com:443/public'],
    ['a subdomain', 'https://x.api.example.com/public'],
    ['the parent domain', 'https://example.com/public'],
    ['a path that only begins alike', 'https://api.example.com/publicX'],
    ['a path that only begins alike, with a dot', 'https://api.example.com/public.evil'],
    ['another case of the path', 'https://api.example.com/Public'],
    ['the root', 'https://api.example.com/'],
    ['a double slash', 'https://api.example.com//public'],
    ['a way out', 'https://api.example.com/public/../admin'],
    ['an encoded way out', 'https://api.example.com/public/%2e%2e/admin'],
    ['a half-encoded way out', 'https://api.example.com/public/.%2E/admin'],
    ['a way out by backslashes', 'https://api.example.com/public\\..\\admin'],
    ['a way out that is encoded twice', 'https://api.example.com/public/%252e%252E/admin'],
    ['a separator that is encoded thrice', 'https://api.example.com/public/..%25252fadmin'],
    ['an encoded separator', 'https://api.example.com/public/..%2fadmin'],
    ['an encoded separator in upper case', 'https://api.example.com/public/..%2Fadmin'],
    ['an encoded backslash', 'https://api.example.com/public/..%5cadmin'],
    ['any encoded separator', 'https://api.example.com/public/a%2Fb'],
    ['dots behind a path parameter', 'https://api.example.com/public/..;/admin'],
    ['encoded dots behind a path parameter', 'https://api.example.com/public/%2e%2e;x=1/admin'],
    ['half-encoded dots behind a path parameter', 'https://api.example.com/public/.%2e;/admin'],
    ['a blob of that origin', 'blob:https://api.example.com/public'],
    ['a file', 'file:///public'],
    ['data', 'data:text/plain,https://api.example.com/public'],
    ['a script', 'javascript:https://api.example.com/public'],
    ['ws', 'wss://api.example.com/public'],
    ['a URL that is none', 'https://[/public'],
    ['a path of the app', '/public'],
    ['nothing', ''],
  ])('does not match %s', (_, url) => {
    expect(matches(url, PUBLIC)).toBe(false);
  });
});

describe('the resource-server matcher', () => {
  it.each(['https://api.example.com', 'https://api.example.com/'])(
    'A7 matches every path of an origin, by %j',
    (listed) => {
      expect(matches('https://api.example.com/', listed)).toBe(true);
      expect(matches('https://api.example.com/a/b?c', listed)).toBe(true);
      expect(matches('https://api.example.com.evil.test/', listed)).toBe(false);
      expect(matches('https://api.example.com:8443/', listed)).toBe(false);
    },
  );

  it('A7 matches what is below a listed URL that ends in a slash, and the URL without it', () => {
    expect(matches('https://api.example.com/public/a', 'https://api.example.com/public/')).toBe(true);
    expect(matches('https://api.example.com/public', 'https://api.example.com/public/')).toBe(true);
    expect(matches('https://api.example.com/publicX', 'https://api.example.com/public/')).toBe(false);
  });

  it('A7 R49 matches nothing when nothing is listed', () => {
    expect(matches('https://api.example.com/public')).toBe(false);
    expect(matches('/api')).toBe(false);
  });

  it('A7 A26 resolves a relative URL against the app’s own base', () => {
    expect(matches('api/x', 'https://app.example.com/sub/api')).toBe(true);
    expect(matches('/api/x', 'https://app.example.com/sub/api')).toBe(false);
    expect(matches('/api/x', 'https://app.example.com/api')).toBe(true);
    expect(matches('../api/x', 'https://app.example.com/api')).toBe(true);
  });

  it('A7 keeps no state between calls', () => {
    const matcher = resourceServerMatcher([PUBLIC], BASE);
    const url = `${PUBLIC}/a`;

    expect([matcher(url), matcher(url), matcher('https://evil.test/'), matcher(url)]).toEqual([
      [url, [PUBLIC]],
      [url, [PUBLIC]],
      [],
      [url, [PUBLIC]],
    ]);
  });

  it.each(['ftp://api.example.com/public', 'x-https://api.example.com/public'])(
    'A7 does not match %s, listed as it may be',
    (url) => {
      expect(matches(url, url)).toBe(false);
    },
  );

  it('A7 counts no slash at the end, whether the URL had to be parsed or not', () => {
    expect(matches('https://api.example.com/public/#x', PUBLIC)).toBe(true);
    expect(matches('https://api.example.com/public//', PUBLIC)).toBe(true);
    expect(matches('https://api.example.com//', 'https://api.example.com')).toBe(true);
  });

  it('parses no URL a second time, nor one that it refuses', () => {
    const matcher = resourceServerMatcher([PUBLIC], BASE);
    const urls = [`${PUBLIC}/a?x=1`, 'https://evil.test/', 'https://['];
    const first = urls.map(matcher);
    const parse = jest.spyOn(globalThis, 'URL');

    expect([urls.map(matcher), parse.mock.calls]).toEqual([first, []]);
  });

  it('remembers two thousand URLs, and begins anew beyond them', () => {
    const matcher = resourceServerMatcher([PUBLIC], BASE);
    const urls = Array.from({ length: 2000 }, (_, index) => `${PUBLIC}/${index}`);
    const RealUrl = URL;
    const parse = jest.spyOn(globalThis, 'URL').mockImplementation((...url) => new RealUrl(...url));
    const parsedFor = (asked: readonly string[]) => {
      parse.mockClear();
      expect(asked.map((url) => matcher(url)[0])).toEqual(asked);
      return parse.mock.calls.map(([url]) => url);
    };
    matcher(PUBLIC);

    expect(parsedFor(urls.slice(1))).toEqual(urls.slice(1));
    expect(parsedFor(urls.slice(1))).toEqual([]);
    expect(parsedFor(urls.slice(0, 1))).toEqual(urls.slice(0, 1));
    expect(parsedFor(urls)).toEqual(urls.slice(1));
  });

  it.each([
    ['https://api.example.com:443/public', 'https://api.example.com/public'],
    ['https://api.example.com:08443/public', 'https://api.example.com:8443/public'],
    ['https://API.example.com/public', 'https://api.example.com/public'],
    ['https://1.example.com/public', 'https://1.example.com/public'],
    ['https://127.1/public', 'https://127.0.0.1/public'],
    ['https://api.example.com/a/../public', 'https://api.example.com/public'],
    ['https://api.example.com/public/a b', 'https://api.example.com/public/a%20b'],
    ['https://api.example.com/public/\u00fc', 'https://api.example.com/public/%C3%BC'],
    ['https://api.example.com/public#x', 'https://api.example.com/public#x'],
  ])('A7 sends %s as the %s that it is', (url, parsed) => {
    expect(resourceServerMatcher([new URL(parsed).origin], BASE)(url)[0]).toBe(parsed);
  });

  it('A7 takes listed URLs as a URL parser does, relative ones against the app’s base', () => {
    expect(matches('/sub/api/x', 'api')).toBe(true);
    expect(matches('/api/x', '/api')).toBe(true);
    expect(matches('https://api.example.com/y/z', 'HTTPS://API.example.com:443/x/../y')).toBe(true);
    expect(matches('/sub/x', '')).toBe(true);
    expect(matches('/x', '')).toBe(false);
  });

  it('tells which of the listed servers a URL belongs to: the one whose path is longest', () => {
    const reports = { url: 'https://api.example.com/public/reports', audience: 'reports' };
    const matcher = resourceServerMatcher([reports, PUBLIC], BASE);

    expect(matcher(`${PUBLIC}/reports/7`)[1]).toEqual([reports]);
    expect(matcher(`${PUBLIC}/reportsX`)[1]).toEqual([PUBLIC]);
  });

  it.each([
    ['an encoded letter', '/%72eports/7'],
    ['a letter that is encoded twice', '/%2572eports/7'],
    ['another case', '/Reports/7'],
    ['an empty segment', '//reports/7'],
    ['a path parameter', '/reports;v=1/7'],
    ['all of these', '//x/..//%52EPORTS;/7'],
  ])('A7 R49 tells no server for a path that some read as another one’s: with %s', (_, path) => {
    const origin = 'https://api.example.com';
    const reports = { url: `${origin}/reports`, audience: 'reports' };
    const matcher = resourceServerMatcher([origin, reports], BASE);

    expect(matcher(origin + path)).toEqual([]);
    expect(resourceServerMatcher([origin], BASE)(origin + path)[1]).toEqual([origin]);
  });

  it.each([
    ['case', '/Reports', '/reports'],
    ['a path parameter', '/reports', '/reports/;v=1'],
    ['an empty segment', '/reports', '//reports'],
    ['an encoded letter', '/reports', '/%72eports'],
  ])('A7 R49 tells no server for listed URLs that differ in %s only, nor the one above them', (_, ...paths) => {
    const origin = 'https://api.example.com';
    const listed = paths.map((path) => origin + path);

    for (const ordered of [listed, [...listed].reverse(), [...listed, ...listed]]) {
      const matcher = resourceServerMatcher([origin, ...ordered], BASE);

      expect(listed.map((url) => matcher(`${url}/7`))).toEqual([[], []]);
      expect(matcher(`${origin}/other`)[1]).toEqual([origin]);
    }
  });

  it('tells all entries at one URL, in the order in which they are listed', () => {
    const read = { url: PUBLIC, methods: ['GET'] };
    const write = { url: `${PUBLIC}/`, audience: 'write' };
    const below = { url: `${PUBLIC}/below`, methods: ['PUT'] };
    const matcher = resourceServerMatcher([below, read, PUBLIC, write], BASE);

    expect(matcher(`${PUBLIC}/a`)[1]).toEqual([read, PUBLIC, write]);
    expect(matcher(`${PUBLIC}/below/a`)[1]).toEqual([below]);
  });

  it.each<unknown>([{ url: PUBLIC }, PUBLIC, null, 7])('lets an app start whose list is none: %j', (listed) => {
    expect(() => resourceServerMatcher(listed as readonly string[], BASE)).not.toThrow();
  });

  it('A7 matches a listed WebSocket, and no request of http with it', () => {
    expect(matches('wss://api.example.com/live/7', 'wss://api.example.com/live')).toBe(true);
    expect(matches('https://api.example.com/live/7', 'wss://api.example.com/live')).toBe(false);
  });

  it('tells every one of a hundred listed URLs apart', () => {
    const listed = Array.from({ length: 100 }, (_, index) => `https://api${index}.example.com/v${index}`);
    const matcher = resourceServerMatcher(listed, BASE);

    expect(listed.every((url) => matcher(`${url}/a`).length > 0)).toBe(true);
    expect(listed.some((url) => matcher(url.replace('/v', '/w')).length > 0)).toBe(false);
  });

  it.each(['__proto__', 'constructor', 'toString'])('A24 does not match the path %j of an unlisted origin', (path) => {
    expect(matches(`https://evil.test/${path}`, PUBLIC)).toBe(false);
    expect(matches(path, PUBLIC)).toBe(false);
  });
});
