/**
 * Runs in Node for its URL parser: jsdom's has to be loaded, and takes twenty times as long.
 * @jest-environment node
 */
import fc from 'fast-check';
import type { AuthSettings } from '../settings/auth-settings';
import { FakePlatformLocation } from '../testing/fake-platform-location';
import { TabStorage } from '../testing/tab-storage';
import type { AuthPlatform } from './auth-platform';
import { captureResponse } from './capture-response';

const CASES = { numRuns: 5000 };
const SECRET = 's3cret';
const storage = new TabStorage();
storage.setItem('ngx-implicit-auth https://id.example.com spa sign-in awaited', '{"the":"record"}');

function capture(url: string, redirectUri: string) {
  const location = new FakePlatformLocation(url);
  const settings = { issuer: 'https://id.example.com', clientId: 'spa', redirectUri } as AuthSettings;
  const response = captureResponse(location, settings, { tabStorage: () => storage } as unknown as AuthPlatform);
  return { response, urls: location.urls };
}

/** Redirect URIs with the addresses of pages that stand at them, a slash more or less, and of other pages. */
const REDIRECT_URIS = [
  {
    redirectUri: 'https://app.test/auth/callback',
    here: ['https://app.test/auth/callback', 'https://app.test/auth/callback/'],
    elsewhere: ['https://app.test/Auth/Callback', 'https://app.test/auth/callback/index.html', 'https://app.test/'],
  },
  {
    redirectUri: 'https://app.test/my/app/',
    here: ['https://app.test/my/app/', 'https://app.test/my/app', 'https://app.test/my/app/?lang=de'],
    elsewhere: ['https://app.test/my/app/index.html', 'https://app.test/my/', 'https://app.test/my/app/7?code=1'],
  },
  {
    redirectUri: 'https://app.test/cb?tenant=a',
    here: ['https://app.test/cb?tenant=a', 'https://app.test/cb/?tenant=a', 'https://app.test/cb?x=1&tenant=a'],
    elsewhere: ['https://app.test/cb', 'https://app.test/cb?tenant=b', 'https://app.test/cb/cb?tenant=a'],
  },
];
const place = (which: 'here' | 'elsewhere') =>
  fc
    .constantFrom(...REDIRECT_URIS)
    .chain(({ redirectUri, ...pages }) =>
      fc.record({ redirectUri: fc.constant(redirectUri), page: fc.constantFrom(...pages[which]) }),
    );

/** A text as a parameter's value, its escapes good or bad, up to a megabyte. */
const anyValue = fc.oneof(
  { arbitrary: fc.string().map(encodeURIComponent), weight: 8 },
  { arbitrary: fc.constantFrom('%', '%zz', '%E0%A4%A', '+', 'a=b', '%26x%3D1', ''), weight: 8 },
  { arbitrary: fc.nat(1_000_000).map((length) => 'x'.repeat(length)), weight: 1 },
);
const anyParameter = fc
  .tuple(fc.constantFrom('code', 'lang', 'session_state', 'scope', 'expires_in', 'q%20', 'Access_Token'), anyValue)
  .map((pair) => pair.join('='));
const token = fc
  .constantFrom('access_token', 'id_token', 'access%5Ftoken', 'id_t%6Fken', 'access_token=&access_token')
  .map((name) => `${name}=${SECRET}`);
const awaited = fc.constantFrom('state=awaited', 'state=%61waited', 'state=x&state=awaited');
const unawaited = fc.constantFrom('state=', 'state=gone', 'State=awaited', 'state=awaited%20');

/** An answer: the parameters in any order, with any others between them. */
const answer = (...parts: readonly fc.Arbitrary<string>[]) =>
  fc
    .tuple(fc.tuple(...parts), fc.array(anyParameter, { maxLength: 4 }))
    .chain(([own, others]) => fc.shuffledSubarray([...own, ...others], { minLength: own.length + others.length }))
    .map((parameters) => parameters.join('&'));
/** Puts an answer into a URL: into the fragment, as hash routing rewrites it, or into the query. */
const component = fc.constantFrom<(page: string, encoded: string) => string>(
  (page, encoded) => `${page}#${encoded}`,
  (page, encoded) => `${page}#/${encoded}`,
  (page, encoded) => page + (page.includes('?') ? '&' : '?') + encoded,
  (page, encoded) => `${page}${page.includes('?') ? '&' : '?'}${encoded}#/own/route`,
);

const parametersOf = (encoded: string) => [...new URLSearchParams(encoded)];

describe('R28 A6 a response in any form', () => {
  it.each([
    ['at the redirect URI, with tokens', place('here'), answer(token)],
    ['at the redirect URI, with tokens and a state that nobody knows', place('here'), answer(token, unawaited)],
    ['at the redirect URI, with a state that is awaited', place('here'), answer(awaited)],
    ['at another page, with a state that is awaited', place('elsewhere'), answer(awaited, token)],
  ])('is taken out of the address bar and the history: %s', (_, where, encoded) => {
    fc.assert(
      fc.property(where, encoded, component, ({ redirectUri, page }, text, put) => {
        const { response, urls } = capture(put(page, text), redirectUri);

        expect(parametersOf(response?.encoded ?? '')).toEqual(expect.arrayContaining(parametersOf(text)));
        expect(urls).toEqual([response?.url]);
        expect(urls.join()).not.toMatch(/s3cret|awaited/);
        expect(new URL(urls.join()).pathname).toBe(new URL(page).pathname);
      }),
      CASES,
    );
  });

  it.each([
    ['at another page, with a state that nobody knows', place('elsewhere'), answer(token, unawaited)],
    ['at another page, without a state', place('elsewhere'), answer(token)],
    ['at the redirect URI, without tokens and with another state', place('here'), answer(unawaited)],
  ])('is the app’s own, and stays as it is: %s', (_, where, encoded) => {
    fc.assert(
      fc.property(where, encoded, component, ({ redirectUri, page }, text, put) => {
        const url = new URL(put(page, text)).href;

        expect(capture(url, redirectUri)).toEqual({ response: null, urls: [url] });
      }),
      CASES,
    );
  });
});
