import { PlatformLocation } from '@angular/common';
import { createEnvironmentInjector, EnvironmentInjector } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import fc from 'fast-check';
import { provideAuth } from 'ngx-implicit-auth';
import { URL } from 'node:url';
import { ANY_TEXT, CASES } from '../testing/cases';
import { FakePlatformLocation } from '../testing/fake-platform-location';
import { APP, configFor } from '../testing/fake-tab';
import { AuthService } from '../sign-in/auth-service';
import type { AuthSettings } from '../settings/auth-settings';
import type { AuthStorage } from './auth-storage';
import { parsePendingSignIn } from '../sign-in/pending-sign-ins';
import { AUTH_STORAGE, sessionStore } from './session-store';

type Json = Readonly<Record<string, unknown>>;

// jsdom's own, written in JavaScript, would take up most of the time.
Object.assign(globalThis, { URL });

const CONFIG = configFor({ issuer: 'https://id.example.com' });
const HOUR = 3_600_000;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTextOrNull = (value: unknown) => value === null || typeof value === 'string';

/** What every reader of a session relies on. */
function isSession(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { accessToken, idToken, sessionState, claims, scope, receivedAt, expiresAt, server } = value;
  return (
    [accessToken, idToken, sessionState].every(isTextOrNull) &&
    typeof scope === 'string' &&
    [receivedAt, expiresAt].every((time) => typeof time === 'number' && Math.abs(time) < Infinity) &&
    isObject(server) &&
    (claims === null || isObject(claims)) &&
    // Claims with an issuer count as verified, and only an id_token verifies.
    (idToken !== null) === (isObject(claims) && 'iss' in claims)
  );
}

/** What every reader of a pending sign-in relies on. */
function isPendingSignIn(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { nonce, requestedAt, returnTo, server, acrValues } = value;
  return (
    typeof nonce === 'string' &&
    typeof requestedAt === 'number' &&
    ['string', 'undefined'].includes(typeof acrValues) &&
    isObject(server) &&
    typeof returnTo === 'string' &&
    new URL(returnTo, APP).origin === new URL(APP).origin
  );
}

const storing = (text: string | null): AuthStorage => ({
  getItem: () => text,
  setItem: () => {},
  removeItem: () => {},
});
const read = (text: string) => sessionStore(CONFIG as AuthSettings, () => storing(text)).read();

const anyText = fc.oneof(ANY_TEXT, fc.string(), fc.json());
const claims = fc.dictionary(fc.oneof(fc.constantFrom('sub', 'name', '__proto__'), fc.string()), fc.jsonValue());
const server = fc.constant({
  issuer: CONFIG.issuer,
  authorizationEndpoint: `${CONFIG.issuer}/authorize`,
  jwks: { keys: [] },
});
const times = { receivedAt: fc.constant(Date.now()), expiresAt: fc.constant(Date.now() + HOUR) };
const session = fc
  .record({
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
const pendingSignIn = fc.record({
  nonce: fc.string(),
  requestedAt: fc.constant(Date.now()),
  returnTo: fc.constantFrom('/', '/timesheets/2026?week=7#mon', '/a//b'),
  server,
  acrValues: fc.string(),
  purpose: fc.oneof(
    fc.constant({ type: 'sign-in' }),
    fc.record({ type: fc.constant('renewal'), isSilent: fc.boolean() }),
    fc.record({ type: fc.constant('access'), url: fc.webUrl() }),
  ),
});

/** Nearly a record of this kind: a member or two are missing, of any other form, or too many. */
const nearly = (record: fc.Arbitrary<Json>) =>
  record.chain((proper) => {
    const name = fc.constantFrom(...Object.keys(proper), '__proto__', 'toJSON');
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom(undefined, Infinity));
    return fc
      .array(fc.tuple(name, value), { maxLength: 3 })
      .map((changes) => asJson([...Object.entries(proper), ...changes]));
  });

/** As `JSON.stringify` writes it, `__proto__` included, and with the `1e999` that reads as Infinity. */
function asJson(members: readonly (readonly [string, unknown])[]): string {
  const last = [...new Map(members)].filter(([, value]) => value !== undefined);
  return `{${last.map(([name, value]) => `${JSON.stringify(name)}:${value === Infinity ? '1e999' : JSON.stringify(value)}`).join()}}`;
}

describe('the store of the session', () => {
  it.each([
    ['any text', anyText],
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
      fc.property(fc.oneof(anyText, nearly(session)), (text) => {
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

describe('the record of a pending sign-in', () => {
  it.each([
    ['any text', anyText],
    ['any JSON', fc.jsonValue().map((value) => JSON.stringify(value))],
    ['nearly a record', nearly(pendingSignIn)],
  ])('A28 A4 is of the right form, with a way back inside the app, or none for %s', (_, content) => {
    fc.assert(
      fc.property(content, (text) => {
        const record = parsePendingSignIn(text);

        expect(record === null || isPendingSignIn(record)).toBe(true);
      }),
      CASES,
    );
  });

  it('A28 is read as it was written', () => {
    fc.assert(
      fc.property(pendingSignIn, (written) => {
        expect(parsePendingSignIn(JSON.stringify(written))).toEqual(JSON.parse(JSON.stringify(written)));
      }),
      CASES,
    );
  });
});
