import { inject, Injectable } from '@angular/core';
import {
  AuthError,
  ɵAUTH_SETTINGS as AUTH_SETTINGS,
  type AuthErrorCode,
  type ProfileClaims,
  type RenewalOutcome,
  type ResourceServer,
  type UnverifiedClaims,
  type ɵStoredSession as StoredSession,
} from 'ngx-implicit-auth';
import { demand } from './auth-testing-error';
import { bringsAccessToken, bringsIdToken, demandAnswer, demandAskedFor, demandSignIn } from './demand-answer';
import { claimsIn, idTokenWith } from './id-token';
import { endpointAt, metadataDocument, metadataOf, response, type TestEndpoint } from './server-endpoints';
import { keyOf } from './own-tokens';
import type { TestAnswer, TestSignIn } from './test-answer';
import { TestClock } from './test-clock';

type Parameters = Readonly<Record<string, string | undefined>>;

/** Nothing is signed here. */
const NO_KEYS = { keys: [] };
export const AS_TOLD = 'The test has it so.';

let made = 0;

/** Stands in for the authorization server, and for the person in front of its pages. */
@Injectable()
export class TestServer {
  readonly #settings = inject(AUTH_SETTINGS);
  readonly #now = inject(TestClock).now;
  readonly #pushed = new Map<string, URLSearchParams>();
  /** What each code is redeemed for. */
  readonly #codes = new Map<string, Parameters>();
  readonly #apiTokens = new Map<string, string | { readonly error: AuthErrorCode }>();
  /** Who is signed in here. */
  #person: ProfileClaims | null = null;
  /** How and when they have signed in: requests without a page change nothing of it. */
  #authentication: ProfileClaims | null = null;
  /** What was asked for then, and what the test has had granted; `undefined`: all of it. */
  #grant: { readonly asked: string; readonly scope: string | undefined } | null = null;
  /** How requests without a page end; `null`: by whether anybody is signed in here. */
  silently: RenewalOutcome['status'] | null = null;
  /** How the one ends that the test has just asked for. */
  nextSilently: RenewalOutcome['status'] | null = null;
  /** What does not answer. */
  readonly unreachable = new Set<TestEndpoint>();

  /**
   * The session that a sign-in would have yielded.
   *
   * @param hasUserInfo - whether the app asks the userinfo endpoint as well
   * @throws AuthTestingError
   */
  sessionOf(signIn: TestSignIn, hasUserInfo: boolean): StoredSession {
    const { clientId, responseType = 'id_token token' } = this.#settings;
    // The default of AuthConfig.
    const { scope: all = responseType === 'token' ? '' : 'openid' } = this.#settings;
    const asked = new URLSearchParams({ client_id: clientId, response_type: responseType, scope: all, nonce: 'test' });
    demand('issuer' in this.#settings, 'The configuration has failed to come, so nobody signs in. Have it come.');
    demandSignIn(signIn);
    demandAskedFor(signIn, asked, hasUserInfo);
    const { access_token, id_token, expires_in, scope = all } = this.#issue(asked, signIn, false);
    const receivedAt = this.#now();
    return {
      id: `test-session-${++made}`,
      accessToken: access_token ?? null,
      idToken: id_token ?? null,
      claims: id_token === undefined ? (hasUserInfo ? this.#userInfo() : null) : claimsIn(id_token),
      scope,
      receivedAt,
      expiresAt: receivedAt + Number(expires_in) * 1000,
      // As a sign-in has stored it, with its keys.
      server: { jwks: NO_KEYS, ...metadataOf(this.#settings) },
      sessionState: null,
    };
  }

  /**
   * The parameters with which the person answers an authorization request.
   *
   * @param hasUserInfo - whether the app asks the userinfo endpoint as well
   * @throws AuthTestingError
   */
  answerTo(url: string, answer: TestAnswer, hasUserInfo: boolean): string {
    demandAnswer(answer);
    demandSignIn(answer);
    const asked = this.askedFor(url);
    demandAskedFor(answer, asked, hasUserInfo);
    const granted = this.#grantedFor(asked);
    const full = { ...(typeof granted === 'string' && { accessToken: granted }), ...answer };
    return this.#respond(url, full, asked.get('prompt') === 'none');
  }

  /**
   * The parameters with which one without a page is answered.
   *
   * @throws AuthError as the test has told
   */
  answerSilently(url: string): string {
    const apiToken = this.#grantedFor(this.askedFor(url));
    if (typeof apiToken === 'object') throw new AuthError(apiToken.error, AS_TOLD);
    if (apiToken !== undefined) return this.#respond(url, { accessToken: apiToken });
    switch (this.nextSilently ?? this.silently ?? (this.#person ? 'renewed' : 'interaction-required')) {
      case 'renewed':
        return this.#respond(url, {});
      case 'other-person':
        return this.#respond(url, { claims: { sub: 'somebody-else' } });
      case 'interaction-required':
        return this.#respond(url, { error: 'login_required' });
      case 'refused':
        return this.#respond(url, { error: 'invalid_scope' });
      case 'unreachable':
        throw new AuthError('server_unreachable', AS_TOLD);
      case 'frame-blocked':
        throw new AuthError('renewal_frame_blocked', AS_TOLD);
    }
  }

  /** The parameters of an authorization request: those in its URL, or those that were pushed before. */
  askedFor(url: string): URLSearchParams {
    const { searchParams } = new URL(url);
    return this.#pushed.get(searchParams.get('request_uri') ?? '') ?? searchParams;
  }

  /** Whether a URL is that of the endpoint at which people sign out. */
  isEndSession(url: string): boolean {
    const { endSessionEndpoint } = metadataOf(this.#settings);
    const pageOf = (address: string) => address.split('?')[0];
    return endSessionEndpoint !== undefined && pageOf(url) === pageOf(endSessionEndpoint);
  }

  /** Whoever was signed in here has signed out. */
  forgetPerson(): void {
    this.#person = null;
  }

  /** From now on, the API with this entry gets this. */
  grant({ audience, resource, scope }: ResourceServer, token: string | { readonly error: AuthErrorCode }): void {
    const { parameters: { audience: always = null, resource: everywhere = null } = {}, scope: all = '' } =
      this.#settings;
    this.#apiTokens.set(keyOf(audience ?? always, resource ?? everywhere, scope ?? all), token);
  }

  readonly fetch = async (url: string, { method, body, headers }: RequestInit): Promise<Response> => {
    const endpoint = endpointAt(url, this.#settings);
    if (!endpoint || this.unreachable.has(endpoint)) throw new TypeError('Nothing answers.');
    const form = new URLSearchParams(method === 'POST' ? (body as URLSearchParams) : '');
    switch (endpoint) {
      case 'discovery':
        return response(metadataDocument(metadataOf(this.#settings)));
      case 'keys':
        return response(NO_KEYS);
      case 'userinfo':
        return response(this.#userInfo());
      case 'revocation':
        return response({});
      case 'token':
        return response(this.#redeem(form.get('code') ?? '', headers));
      case 'pushed-request': {
        const name = `urn:test:${++made}`;
        this.#pushed.set(name, form);
        return response({ request_uri: name }, 201);
      }
    }
  };

  #grantedFor(asked: URLSearchParams) {
    return this.#apiTokens.get(keyOf(asked.get('audience'), asked.get('resource'), asked.get('scope') ?? ''));
  }

  #respond(url: string, answer: TestAnswer, isSilent = true): string {
    const asked = this.askedFor(url);
    const parameters = {
      ...this.#answer(asked, answer, isSilent),
      state: asked.get('state') ?? undefined,
      ...answer.parameters,
    };
    const { accessTokenParameter, expiresIn, scope } = this.#settings.queryResponse ?? {};
    const names: Parameters = { access_token: accessTokenParameter, expires_in: expiresIn, scope };
    const given = Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined ? [] : [[names[name] ?? name, value]],
    );
    return new URLSearchParams(given).toString();
  }

  #answer(asked: URLSearchParams, answer: TestAnswer, isSilent: boolean): Parameters {
    if (answer.error !== undefined) return { error: answer.error, error_description: answer.errorDescription };
    const issued = this.#issue(asked, answer, isSilent);
    if (asked.get('response_type') !== 'code') return issued;
    const code = `test-code-${++made}`;
    this.#codes.set(code, issued);
    return { code };
  }

  /** What the token endpoint answers: a token of the type for which it has got a proof of the app's key, or none. */
  #redeem(code: string, headers: RequestInit['headers']): unknown {
    const { expires_in, ...issued } = this.#codes.get(code) ?? {};
    const isProven = headers instanceof Headers && headers.has('DPoP');
    return { ...issued, expires_in: Number(expires_in), ...(isProven && { token_type: 'DPoP' }) };
  }

  #issue(
    asked: URLSearchParams,
    { claims, accessToken, expiresInSeconds = 3600, scope }: TestSignIn,
    isSilent: boolean,
  ) {
    const seconds = Math.floor(this.#now() / 1000);
    if (claims || !this.#person) this.#person = { sub: 'test-person', ...given(claims) };
    const all = asked.get('scope') ?? '';
    const fresh = { auth_time: seconds, acr: asked.get('acr_values')?.split(' ')[0], amr: undefined };
    if (!isSilent) this.#grant = { asked: all, scope };
    const before = isSilent ? this.#authentication : null;
    this.#authentication = { ...(before ?? fresh), ...authenticationIn(claims) };
    const idToken = {
      iss: this.#settings.issuer,
      aud: asked.get('client_id'),
      nonce: asked.get('nonce'),
      iat: seconds,
      exp: seconds + expiresInSeconds,
      ...this.#person,
      ...this.#authentication,
    };
    return {
      ...(bringsAccessToken(asked) && {
        access_token: accessToken ?? `test-access-token-${++made}`,
        token_type: 'Bearer',
        scope: scope ?? (this.#grant?.asked === all ? this.#grant.scope : undefined) ?? all,
      }),
      expires_in: String(expiresInSeconds),
      ...(bringsIdToken(asked) && { id_token: idTokenWith(idToken) }),
    };
  }

  #userInfo(): UnverifiedClaims {
    return { sub: 'test-person', ...this.#person, iss: undefined };
  }
}

/** How and when somebody has signed in, as far as the test says so; a claim that is `undefined`, the server leaves out. */
function authenticationIn(claims: ProfileClaims = {}): ProfileClaims {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => ['auth_time', 'acr', 'amr'].includes(name)));
}

function given(claims: ProfileClaims = {}): ProfileClaims {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}
