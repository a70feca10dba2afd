import { BrowserPlatformLocation } from '@angular/common';
import { TestBed } from '@angular/core/testing';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { openInBrowser, visit } from '../testing/browser-page';
import type { AuthPlatform } from './auth-platform';
import type { AuthSettings } from '../settings/auth-settings';
import { captureResponse, type CapturedResponse } from './capture-response';

const home = location.href;
const TOKENS = 'access_token=s3cret&token_type=bearer&state=gone';
const callback = (rest: string) => `${location.origin}/auth/callback${rest}`;

afterEach(() => {
  visit(home);
  sessionStorage.clear();
});

function capture(redirectUri = callback('')): CapturedResponse | null {
  const settings = { issuer: 'https://id.example.com', clientId: 'spa', redirectUri } as AuthSettings;
  return TestBed.runInInjectionContext(() =>
    captureResponse(new BrowserPlatformLocation(), settings, { tabStorage: () => sessionStorage } as AuthPlatform),
  );
}

/** The Referer that the next page would get. */
async function referrer(): Promise<string> {
  const frame = document.createElement('iframe');
  frame.src = '/no-such-page';
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  document.body.append(frame);
  await loaded;
  const told = frame.contentDocument?.referrer ?? 'nothing was loaded';
  frame.remove();
  return told;
}

describe('a response in the address bar of a real browser', () => {
  for (const separator of ['#', '?']) {
    it(`A6 R28 is gone from location, history and referrer (${separator})`, async () => {
      visit(callback(separator + TOKENS));
      const { length } = history;
      const response = capture();

      expect(response?.encoded).toBe(TOKENS);
      expect(location.href).toBe(callback(''));
      expect(document.URL).toBe(callback(''));
      expect(history.length).toBe(length);
      expect(await referrer()).toBe(callback(''));
    });
  }

  it('A6 leaves the history state and the query of the app', () => {
    visit(callback(`?own=a%20b#${TOKENS}`), { own: [1] });
    capture();

    expect(location.href).toBe(callback('?own=a%20b'));
    expect(history.state).toEqual({ own: [1] });
  });

  it('A6 is no longer reached by Back', async () => {
    history.pushState(null, '', callback(`#${TOKENS}`));
    capture();
    history.pushState(null, '', '/elsewhere');
    const back = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
    history.back();
    await back;

    expect(location.href).toBe(callback(''));
  });

  it('R28 raises no hashchange that a script of the app could read it from', async () => {
    visit(callback(`#${TOKENS}`));
    const urls: string[] = [];
    const listen = ({ oldURL, newURL }: HashChangeEvent) => urls.push(oldURL, newURL);
    addEventListener('hashchange', listen);
    capture();
    const changed = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
    location.hash = 'own';
    await changed;
    removeEventListener('hashchange', listen);

    expect(urls).toEqual([callback(''), callback('#own')]);
  });

  it('R28 is gone before the app’s first component exists', async () => {
    const server = await fakeAuthorizationServer();
    visit(callback(`#${TOKENS}`));
    const { auth } = openInBrowser(server);
    const seen = location.href;
    await auth.ready;

    expect(seen).toBe(callback(''));
    expect(auth.state().status).toBe('failed');
  });
});

describe('A23 a flood in the address bar', () => {
  const floods: Record<string, string> = {
    '1 MB': `access_token=${'x'.repeat(1_000_000)}`,
    '100,000 parameters': `access_token=x${'&a=b'.repeat(100_000)}`,
    '100,000 states': `access_token=x${'&state=b'.repeat(100_000)}`,
  };
  for (const [name, encoded] of Object.entries(floods)) {
    it(`of ${name} is taken out of it`, () => {
      visit(callback(`#${encoded}`));
      const response = capture();

      expect(response?.component).toBe('fragment');
      expect(location.href).toBe(callback(''));
    });
  }

  it('of 10 MB, more than an address bar takes, is handled', () => {
    const replaced: string[] = [];
    const fake = {
      href: callback(`#access_token=${'x'.repeat(10_000_000)}`),
      getState: () => null,
      replaceState: (_state: unknown, _title: string, url: string) => replaced.push(url),
    } as unknown as BrowserPlatformLocation;
    const settings = { issuer: 'https://id.example.com', clientId: 'spa', redirectUri: callback('') } as AuthSettings;
    captureResponse(fake, settings, { tabStorage: () => sessionStorage } as AuthPlatform);

    expect(replaced).toEqual([callback('')]);
  });
});
