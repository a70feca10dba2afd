import { FakePlatformLocation } from '../testing/fake-platform-location';
import { deniedStorage, TabStorage } from '../testing/tab-storage';
import type { AuthPlatform } from './auth-platform';
import type { AuthSettings } from '../settings/auth-settings';
import type { QueryResponse } from '../settings/auth-config';
import { captureResponse } from './capture-response';

const TOKENS = 'access_token=a%2Bb&token_type=bearer';
const RECORD = '{"the":"record"}';
let storage: TabStorage;

beforeEach(() => {
  storage = new TabStorage();
  storage.setItem('ngx-implicit-auth https://id.example.com spa sign-in pending', RECORD);
});

function capture(
  url: string,
  redirectUri: string,
  { tabStorage = (): Storage => storage, state = {}, queryResponse = undefined as QueryResponse | undefined } = {},
) {
  const location = new FakePlatformLocation(url, { state });
  const settings = {
    issuer: 'https://id.example.com',
    clientId: 'spa',
    redirectUri,
    appBase: 'https://app.test/',
    queryResponse,
  } as AuthSettings;
  const response = captureResponse(location, settings, { tabStorage } as AuthPlatform);
  return { response, urls: location.urls, state: location.getState() };
}

describe('the response is taken out of the address bar', () => {
  it.each([
    ['path routing', 'https://app.test/auth/callback', '#', 'https://app.test/auth/callback'],
    ['a sub-path', 'https://app.test/sub/app/auth/callback', '#', 'https://app.test/sub/app/auth/callback'],
    ['a redirect URI at the app’s root', 'http://localhost:4200/', '#', 'http://localhost:4200/'],
    ['a redirect URI with a query', 'https://app.test/cb?tenant=a', '#', 'https://app.test/cb?tenant=a'],
    ['an answer in the query', 'https://app.test/cb', '?', 'https://app.test/cb'],
    [
      'an answer in the query beside the URI’s own',
      'https://app.test/cb?tenant=a',
      '&',
      'https://app.test/cb?tenant=a',
    ],
  ])('R28 A6 with %s, leaving no history entry', (_, redirectUri, separator, left) => {
    const encoded = `${TOKENS}&state=pending`;
    const { response, urls } = capture(redirectUri + separator + encoded, redirectUri);

    expect(response?.encoded).toMatch(new RegExp(`(^|&)${encoded.replace(/[+%]/g, String.raw`\$&`)}$`));
    expect(response).toMatchObject({ component: separator === '#' ? 'fragment' : 'query' });
    expect(urls).toEqual([left]);
  });

  it('keeps the history state of the app', () => {
    const { state } = capture('https://app.test/cb#state=pending', 'https://app.test/cb', { state: { own: [1] } });

    expect(state).toEqual({ own: [1] });
  });

  it('keeps the app’s own query beside a response in the fragment', () => {
    const { urls } = capture('https://app.test/?lang=de&q=a%20b#state=pending', 'https://app.test/');

    expect(urls).toEqual(['https://app.test/?lang=de&q=a%20b']);
  });

  it('keeps a fragment of the app beside a response in the query', () => {
    const { urls } = capture('https://app.test/?error=x&state=pending#/route', 'https://app.test/');

    expect(urls).toEqual(['https://app.test/#/route']);
  });

  it('R21 takes tokens out of the query although nobody waits for them', () => {
    const { response, urls } = capture(`https://app.test/cb?${TOKENS}`, 'https://app.test/cb');

    expect(response).toMatchObject({ component: 'query' });
    expect(urls).toEqual(['https://app.test/cb']);
  });

  it.each([TOKENS, 'id_token=x.y.z&state=gone', 'error=access_denied'])(
    'takes %j out of the fragment although nobody waits for it, to be reported',
    (encoded) => {
      const { response, urls } = capture(`https://app.test/cb#${encoded}`, 'https://app.test/cb');

      expect(response).toMatchObject({ encoded, component: 'fragment' });
      expect(urls).toEqual(['https://app.test/cb']);
    },
  );
});

describe('an answer that nobody waits for', () => {
  it.each(['token=xxx', 'error=access_denied'])(
    'R21 R28 is taken out of the query of a server that answers there: %s',
    (encoded) => {
      const { response } = capture(`https://app.test/?${encoded}`, 'https://app.test/', {
        queryResponse: { accessTokenParameter: 'token' },
      });

      expect(response).toMatchObject({ encoded, component: 'query' });
    },
  );
});

describe('where the storage is denied', () => {
  it('A28 R28 tokens are taken out of the address bar all the same', () => {
    const url = `https://app.test/cb#${TOKENS}&state=pending`;

    expect(capture(url, 'https://app.test/cb', { tabStorage: deniedStorage })).toMatchObject({
      response: { component: 'fragment' },
      urls: ['https://app.test/cb'],
    });
  });
});

describe('the app’s own URL is left alone', () => {
  it.each([
    ['a state of its own', 'https://app.test/?state=bavaria', 'https://app.test/'],
    ['a code of its own', 'https://app.test/?code=4711', 'https://app.test/'],
    ['an error of its own', 'https://app.test/?error=1', 'https://app.test/'],
    ['an error and a token of its own', 'https://app.test/?error=1&token=2', 'https://app.test/'],
    ['a state and a code', 'https://app.test/auth/callback?state=x&code=y', 'https://app.test/auth/callback'],
    ['a section', 'https://app.test/#section', 'https://app.test/'],
    ['a section called like a parameter', 'https://app.test/#access_token', 'https://app.test/'],
    ['a parameter without a value', 'https://app.test/?access_token=', 'https://app.test/'],
    ['a hash route with a matrix parameter', 'https://app.test/#/list;error=1', 'https://app.test/'],
    ['a hash route with a token of its own', 'https://app.test/#/list?access_token=1', 'https://app.test/'],
    ['a route below', 'https://app.test/cb/x#access_token=1', 'https://app.test/cb'],
    ['a fragment with a state of its own', 'https://app.test/#state=bavaria', 'https://app.test/'],
    ['a hash route', 'https://app.test/#/route?error=1&state=x', 'https://app.test/'],
    ['a hash route with a pending state', 'https://app.test/#/route?state=pending&error=1', 'https://app.test/'],
    ['a parameter that only ends like one', 'https://app.test/?my_access_token=1', 'https://app.test/'],
    ['nothing at all', 'https://app.test/auth/callback', 'https://app.test/auth/callback'],
  ])('with %s', (_, url, redirectUri) => {
    expect(capture(url, redirectUri)).toMatchObject({ response: null, urls: [url] });
    expect(Object.keys(storage)).toHaveLength(1);
  });

  it.each([
    ['another path', 'https://app.test/other'],
    ['a path below', 'https://app.test/cb/x?tenant=a'],
    ['a path that only begins alike', 'https://app.test/cbx?tenant=a'],
    ['another port', 'https://app.test:444/cb?tenant=a'],
    ['without the query of the redirect URI', 'https://app.test/cb'],
    ['with another value in it', 'https://app.test/cb?tenant=b'],
  ])('A5 when the page is not the redirect URI, and this tab waits for no such answer: %s', (_, page) => {
    const url = `${page}#${TOKENS}&state=gone`;

    expect(capture(url, 'https://app.test/cb?tenant=a')).toMatchObject({ response: null, urls: [url] });
    expect(Object.keys(storage)).toHaveLength(1);
  });
});

describe('an answer that this tab waits for, and that comes to another page than the redirect URI,', () => {
  it.each([
    ['another case', 'https://app.test/Auth/Callback'],
    ['index.html', 'https://app.test/auth/callback/index.html'],
    ['another path', 'https://app.test/'],
    ['without the query of the redirect URI', 'https://app.test/auth/callback'],
  ])('R28 A6 is taken out of the address bar, to be told: %s', (_, url) => {
    const redirectUri = 'https://app.test/auth/callback?tenant=a';
    for (const separator of ['#', '#/', '?']) {
      const { response, urls } = capture(`${url}${separator}${TOKENS}&state=pending`, redirectUri);

      expect(response).toMatchObject({ url, component: separator === '?' ? 'query' : 'fragment' });
      expect(urls).toEqual([url]);
    }
  });
});

describe('a redirect URI', () => {
  it.each([
    ['https://app.test/cb/', 'https://app.test/cb'],
    ['https://app.test/cb', 'https://app.test/cb/'],
    ['https://app.test/cb/?tenant=a', 'https://app.test/cb?tenant=a'],
  ])('counts no slash at the end of its path: %s for %s', (url, redirectUri) => {
    const { response, urls } = capture(`${url}#${TOKENS}&state=gone`, redirectUri);

    expect(response).toMatchObject({ url, component: 'fragment' });
    expect(urls).toEqual([url]);
  });

  it.each([
    ['a slash before the first parameter, as hash routing puts it', `#/${TOKENS}`],
    ['a name that is encoded', '#access%5Ftoken=a'],
    ['an empty token before another', '#access_token=&access_token=a'],
    ['an error', '#/error=access_denied'],
  ])('R28 A6 keeps no answer of any form in its address bar: %s', (_, answer) => {
    const { response, urls } = capture(`https://app.test/${answer}`, 'https://app.test/');

    expect(response).toMatchObject({ component: 'fragment' });
    expect(urls).toEqual(['https://app.test/']);
  });
});
