import { PlatformLocation } from '@angular/common';
import { createEnvironmentInjector, EnvironmentInjector } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import fc from 'fast-check';
import { provideAuth } from 'ngx-implicit-auth';
import { URL, URLSearchParams } from 'node:url';
import type { AuthResponseType } from '../protocol/authorization-request';
import { ANY_TEXT, CASES } from '../testing/cases';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { FakePlatformLocation } from '../testing/fake-platform-location';
import { configFor, fakeTab } from '../testing/fake-tab';
import { AUTH_PLATFORM } from '../session/auth-platform';
import { REQUEST_PLATFORM } from '../authorization/request-platform';
import { AuthService } from './auth-service';
import { AUTH_STORAGE } from '../session/session-store';

type Parameters = Readonly<Record<string, string | undefined>>;

// jsdom's own, written in JavaScript, would take up most of the time.
Object.assign(globalThis, { URL, URLSearchParams });

const server = await fakeAuthorizationServer();
Object.assign(server.metadata, { authorization_response_iss_parameter_supported: true });
const tab = fakeTab(server);

/** A proper response, and the tab's storage as it was when the response arrived. */
async function signInUpToTheResponse(responseType: AuthResponseType) {
  tab.storage.clear();
  await tab.open(undefined, { config: { responseType } }).auth.login();
  const url = await server.answer(tab.redirect, { parameters: { iss: server.issuer } });
  const [redirectUri = '', encoded = ''] = url.split('#');
  const records = Object.entries(tab.storage) as [string, string][];
  return { responseType, redirectUri, encoded, parameters: Object.fromEntries(new URLSearchParams(encoded)), records };
}
type Response = Awaited<ReturnType<typeof signInUpToTheResponse>>;

/** Opens the page that a response leads to, in the tab where the sign-in began. */
async function arrive({ responseType, redirectUri, records }: Response, encoded: string) {
  tab.storage.clear();
  for (const [key, text] of records) tab.storage.setItem(key, text);
  const page = createEnvironmentInjector(
    [
      { provide: PlatformLocation, useValue: new FakePlatformLocation(`${redirectUri}#${encoded}`, {}) },
      { provide: AUTH_PLATFORM, useValue: tab.platform },
      { provide: REQUEST_PLATFORM, useValue: tab.platform },
      { provide: AUTH_STORAGE, useValue: () => tab.storage },
      provideAuth({ ...configFor(server), responseType }),
    ],
    TestBed.inject(EnvironmentInjector),
  );
  const auth = page.get(AuthService);
  await auth.ready;
  const isStored = Object.keys(tab.storage).some((key) => key.endsWith(' session'));
  const state = auth.state();
  page.destroy();
  return { state, isStored };
}

const encode = (parameters: Parameters) =>
  new URLSearchParams(
    Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined),
  ).toString();

const responses = {
  both: await signInUpToTheResponse('id_token token'),
  idToken: await signInUpToTheResponse('id_token'),
  token: await signInUpToTheResponse('token'),
};

/** Another value in place of a proper one: nothing like it, or nearly the same. */
const otherThan = (proper: string) =>
  fc
    .oneof(
      fc.constantFrom(
        undefined,
        '',
        ' ',
        `${proper} `,
        ` ${proper}`,
        `${proper}/`,
        proper.slice(1),
        proper.slice(0, -1),
      ),
      fc.constantFrom(
        proper.toUpperCase(),
        proper.toLowerCase(),
        `${proper}\u0000`,
        `${proper}&x=1`,
        `${proper},${proper}`,
      ),
      ANY_TEXT,
      fc
        .tuple(fc.nat(proper.length), fc.nat(2), fc.string({ maxLength: 2 }))
        .map(([at, taken, added]) => proper.slice(0, at) + added + proper.slice(at + taken)),
    )
    .filter((value) => value !== proper);

/** A value that the protocol lets pass, though it is another one. */
function isAsGood(name: string, value: string | undefined, responseType: AuthResponseType): boolean {
  if (name === 'token_type') return value?.toLowerCase() === 'bearer';
  // Absent, the app's own default holds; another number is what the server may as well have sent.
  if (name === 'expires_in') return !value || /^\d+$/.test(value);
  // The id_token names the issuer under its signature.
  if (name === 'iss') return !value && responseType !== 'token';
  return false;
}

/** Every field that the protocol protects, in every response that has it: only at_hash vouches for an access token. */
const mutation = fc
  .constantFrom(
    ...Object.values(responses).flatMap((response) =>
      Object.keys(response.parameters)
        .filter((name) => name !== 'access_token' || response.responseType !== 'token')
        .map((name) => ({ response, name })),
    ),
  )
  .chain(({ response, name }) =>
    fc.record({
      response: fc.constant(response),
      name: fc.constant(name),
      value: otherThan(response.parameters[name] ?? '').filter(
        (value) => !isAsGood(name, value, response.responseType),
      ),
    }),
  );

describe('an authorization response', () => {
  it.each(Object.values(responses))(
    'to $responseType is accepted as it is, so that what is refused below is refused for its mutation',
    async (response) => {
      expect(await arrive(response, response.encoded)).toMatchObject({
        state: { status: 'signed-in' },
        isStored: true,
      });
    },
  );

  // `scope`, `session_state` and parameters nobody knows are what the address bar says: nothing in the protocol vouches
  // for them. So is the number in `expires_in`, and the access token of a bare `token` response (A2).
  it('R15 R17 R22 R23 R24 R29 R36 A1 A2 A3 is refused with state, iss, token_type, expires_in, access_token or id_token mutated', async () => {
    await fc.assert(
      fc.asyncProperty(mutation, async ({ response, name, value }) => {
        expect(await arrive(response, encode({ ...response.parameters, [name]: value }))).toEqual({
          state: expect.objectContaining({ status: 'failed' }),
          isStored: false,
        });
      }),
      CASES,
    );
  });

  it('R12 R20 R22 is refused with a known parameter added, a second time or beside the others', async () => {
    const added = fc.record({
      response: fc.constantFrom(...Object.values(responses)),
      name: fc.constantFrom('state', 'iss', 'id_token', 'code', 'error', 'access_token', 'token_type', 'expires_in'),
      value: fc.string({ minLength: 1 }),
      isFirst: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(added, async ({ response, name, value, isFirst }) => {
        // Without an access token nobody asks for its type and lifetime; an unrequested id_token is dropped unread.
        fc.pre(name in response.parameters || !['token_type', 'expires_in', 'id_token'].includes(name));
        const parts = [response.encoded, encode({ [name]: value })];

        expect(await arrive(response, (isFirst ? [...parts].reverse() : parts).join('&'))).toEqual({
          state: expect.objectContaining({ status: 'failed' }),
          isStored: false,
        });
      }),
      CASES,
    );
  });

  it('R11 R36 A2 A13 A23 yields no other tokens than its own, whatever is edited in its text', async () => {
    const { idToken, both } = responses;
    const edit = fc.record({
      response: fc.constantFrom(idToken, both),
      at: fc.nat(both.encoded.length),
      taken: fc.nat(3),
      added: fc.string({
        unit: fc.constantFrom(
          '&',
          '=',
          '%',
          '+',
          '#',
          '?',
          '.',
          '-',
          '_',
          ' ',
          'a',
          'A',
          'z',
          '0',
          '9',
          '%41',
          '%2B',
          '&state=',
          '&id_token=',
        ),
        maxLength: 3,
      }),
    });
    await fc.assert(
      fc.asyncProperty(edit, async ({ response, at, taken, added }) => {
        const { encoded, parameters } = response;
        const start = at % (encoded.length + 1);
        const { state, isStored } = await arrive(
          response,
          encoded.slice(0, start) + added + encoded.slice(start + taken),
        );
        const isSignedIn = state.status === 'signed-in';

        expect(isStored).toBe(isSignedIn);
        if (isSignedIn)
          expect(state.session).toMatchObject({
            idToken: parameters['id_token'],
            accessToken: parameters['access_token'] ?? null,
          });
      }),
      CASES,
    );
  });
});
