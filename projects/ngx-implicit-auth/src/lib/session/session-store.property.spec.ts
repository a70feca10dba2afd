import { PlatformLocation } from '@angular/common';
import { createEnvironmentInjector, EnvironmentInjector } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import fc from 'fast-check';
import { AuthService, provideAuth } from 'ngx-implicit-auth';
import { URL } from 'node:url';
import { ANY_RECORD, CASES, nearly } from '../testing/cases';
import { FakePlatformLocation } from '../testing/fake-platform-location';
import { APP, configFor } from '../testing/fake-tab';
import type { AuthSettings } from '../settings/auth-settings';
import type { AuthStorage } from './auth-storage';
import { AUTH_STORAGE, sessionStore } from './session-store';

type Json = Readonly<Record<string, unknown>>;

// Node's URL parser: jsdom's, written in JavaScript, would take up most of the time.
Object.assign(globalThis, { URL });

const CONFIG = configFor({ issuer: 'https://id.example.com' });
const HOUR = 3_600_000;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTextOrNull = (value: unknown) => value === null || typeof value === 'string';

/** What every reader of a session relies on. */
function isSession(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { id, accessToken, idToken, sessionState, claims, scope, receivedAt, expiresAt, server } = value;
  return (
    typeof id === 'string' &&
    [accessToken, idToken, sessionState].every(isTextOrNull) &&
    typeof scope === 'string' &&
    [receivedAt, expiresAt].every((time) => typeof time === 'number' && Math.abs(time) < Infinity) &&
    isObject(server) &&
    (claims === null || isObject(claims)) &&
    // Claims with an issuer count as verified, and only an id_token verifies.
    (idToken !== null) === (isObject(claims) && 'iss' in claims)
  );
}

const storing = (text: string | null): AuthStorage => ({
  getItem: () => text,
  setItem: () => {},
  removeItem: () => {},
});
const read = (text: string) => sessionStore(CONFIG as AuthSettings, () => storing(text)).read();

const claims = fc.dictionary(fc.oneof(fc.constantFrom('sub', 'name', '__proto__'), fc.string()), fc.jsonValue());
const server = fc.constant({
  issuer: CONFIG.issuer,
  authorizationEndpoint: `${CONFIG.issuer}/authorize`,
  jwks: { keys: [] },
});
const times = { receivedAt: fc.constant(Date.now()), expiresAt: fc.constant(Date.now() + HOUR) };
const session = fc
  .record({
    id: fc.string(),
    accessToken: fc.option(fc.string()),
    idToken: fc.option(fc.string()),
    sessionState: fc.option(fc.string()),
    claims,
    hasUserInfo: fc.boolean(),
    scope: fc.string(),
    server,
    ...times,
  })
  .map(({ hasUserInfo, claims: { iss: _, ...about }, ...rest }) => ({
    ...rest,
    claims: rest.idToken === null ? (hasUserInfo ? about : null) : { ...about, iss: CONFIG.issuer },
  }));
describe('the store of the session', () => {
  it.each([
    ['any text', ANY_RECORD],
    ['any JSON', fc.jsonValue().map((value) => JSON.stringify(value))],
    ['nearly a session', nearly(session)],
  ])('A28 yields a session of the right form or none for %s, and throws for nothing', (_, content) => {
    fc.assert(
      fc.property(content, (text) => {
        const stored = read(text);

        expect(stored === null || isSession(stored)).toBe(true);
      }),
      CASES,
    );
  });

  it('A28 reads every session as it was written', () => {
    fc.assert(
      fc.property(session, (written) => {
        expect(read(JSON.stringify(written))).toEqual(JSON.parse(JSON.stringify(written)));
      }),
      CASES,
    );
  });

  it('A28 opens an app whatever is stored, signed in with a session of the right form or not at all', () => {
    const root = TestBed.inject(EnvironmentInjector);
    fc.assert(
      fc.property(fc.oneof(ANY_RECORD, nearly(session)), (text) => {
        const page = createEnvironmentInjector(
          [
            { provide: PlatformLocation, useValue: new FakePlatformLocation(APP, {}) },
            { provide: AUTH_STORAGE, useValue: () => storing(text) },
            provideAuth(CONFIG),
          ],
          root,
        );
        const auth = page.get(AuthService);
        const state = auth.state();
        page.destroy();

        expect(state.status === 'signed-out' || (state.status === 'signed-in' && isSession(state.session))).toBe(true);
        expect(auth.isAuthenticated()).toBe(state.status === 'signed-in');
      }),
      CASES,
    );
  });
});
