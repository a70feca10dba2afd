import { PlatformLocation } from '@angular/common';
import { createEnvironmentInjector, EnvironmentInjector } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { AuthService, provideAuth } from 'ngx-implicit-auth';
import { FakePlatformLocation } from '../testing/fake-platform-location';
import { APP, configFor } from '../testing/fake-tab';
import type { AuthSettings } from '../settings/auth-settings';
import { TabStorage } from '../testing/tab-storage';
import { AUTH_STORAGE, isLive, parseSession, sessionStore } from './session-store';

const NOW = 1_800_000_000_000;
const SESSION = {
  id: 'session-1',
  accessToken: 'a',
  idToken: 'x.y.z',
  sessionState: 'state of the session',
  claims: { iss: 'https://id.example.com', sub: 'alice' },
  scope: 'openid',
  receivedAt: NOW,
  expiresAt: NOW + 600_000,
  server: { issuer: 'https://id.example.com' },
  accessTokens: {},
  maxAgeSeconds: 60,
  signOuts: NOW,
};

describe('A28 a record', () => {
  it.each<[string, object]>([
    ['with all that it may have', {}],
    ['without what it need not have', { accessTokens: undefined, maxAgeSeconds: undefined, signOuts: undefined }],
    ['without tokens and claims', { accessToken: null, idToken: null, claims: null, sessionState: null }],
    ['with claims that are not verified', { idToken: null, claims: { sub: 'alice' } }],
  ])('%s is a session', (_, changes) => {
    const record = { ...SESSION, ...changes };

    expect(parseSession(record)).toBe(record);
  });

  it.each<[string, object]>([
    ['whose id is no text', { id: 7 }],
    ['without an access token', { accessToken: undefined }],
    ['whose access token is no text', { accessToken: 7 }],
    ['without an id_token', { idToken: undefined, claims: null }],
    ['whose id_token is no text', { idToken: {} }],
    ['without a session state', { sessionState: undefined }],
    ['whose session state is no text', { sessionState: {} }],
    ['without claims', { claims: undefined, idToken: null }],
    ['whose claims are a text', { claims: 'iss', idToken: null }],
    ['whose claims are a list', { claims: [], idToken: null }],
    ['with an id_token and no claims', { claims: null }],
    ['with claims of an issuer and no id_token', { idToken: null }],
    ['with an id_token and claims of no issuer', { claims: { sub: 'alice' } }],
    ['whose scope is no text', { scope: ['openid'] }],
    ['that was received at a time that is no number', { receivedAt: '1' }],
    ['that was never received', { receivedAt: -Infinity }],
    ['that ends at a time that is no number', { expiresAt: null }],
    ['that never ends', { expiresAt: Infinity }],
    ['that ends at no time', { expiresAt: NaN }],
    ['without a server', { server: null }],
    ['whose server is a list', { server: [] }],
    ['whose access tokens are none', { accessTokens: null }],
    ['whose access tokens are a list', { accessTokens: [] }],
    ['whose max_age is no number', { maxAgeSeconds: '60' }],
    ['whose max_age has no end', { maxAgeSeconds: Infinity }],
    ['whose count of sign-outs is no number', { signOuts: String(NOW) }],
    ['whose count of sign-outs has no end', { signOuts: Infinity }],
  ])('%s is no session', (_, changes) => {
    expect(parseSession({ ...SESSION, ...changes })).toBeNull();
  });

  it.each([[null], [undefined], ['session'], [7], [[SESSION]]])('that is %j is no session', (record) => {
    expect(parseSession(record)).toBeNull();
  });
});

describe('a session', () => {
  it('A22 is good until its deadline, not at it', () => {
    expect([isLive(SESSION, SESSION.expiresAt - 1), isLive(SESSION, SESSION.expiresAt)]).toEqual([true, false]);
  });

  it('A27 is good although the clock was set back by a minute since it began, and no longer by more', () => {
    expect([isLive(SESSION, NOW - 60_000), isLive(SESSION, NOW - 60_001)]).toEqual([true, false]);
  });

  it('A28 is read as it was written, until it is cleared', () => {
    const storage = new TabStorage();
    const settings = configFor({ issuer: 'https://id.example.com' }) as AuthSettings;
    const store = sessionStore(settings, () => storage);
    const records = [store.read()];
    store.write(SESSION as never);
    records.push(store.read());
    store.clear();
    records.push(store.read());

    expect(records).toEqual([null, SESSION, null]);
    expect(storage).toHaveLength(0);
  });
});

it('the storage that the app has chosen is told by name when Angular misses it', () => {
  expect(String(AUTH_STORAGE)).toContain('AUTH_STORAGE');
});

it('A19 the session is read from sessionStorage where the app has chosen no other storage', () => {
  const config = configFor({ issuer: 'https://id.example.com' });
  const key = 'ngx-implicit-auth https://id.example.com timesheets-spa session';
  sessionStorage.setItem(key, JSON.stringify({ ...SESSION, receivedAt: Date.now(), expiresAt: Date.now() + 600_000 }));
  const page = createEnvironmentInjector(
    [{ provide: PlatformLocation, useValue: new FakePlatformLocation(APP, {}) }, provideAuth(config)],
    TestBed.inject(EnvironmentInjector),
  );
  const isAuthenticated = page.get(AuthService).isAuthenticated();
  page.destroy();
  sessionStorage.clear();

  expect(isAuthenticated).toBe(true);
});
