import { SENTENCES } from '../testing/sentences';
import type { AuthErrorCode } from './auth-error';
import { buildAuthorizationUrl, type AuthorizationRequest, type Prompt } from './authorization-request';
import type { AuthResponseType } from './authorization-request';

const ENDPOINT = 'https://id.example.com/authorize';
const REQUEST: AuthorizationRequest = {
  clientId: 'timesheets-spa',
  redirectUri: 'https://app.example.com/auth/callback',
  responseType: 'id_token token',
  scope: 'openid profile read:timesheets',
  state: 'the-state',
  nonce: 'the-nonce',
};

const build = (change: Partial<AuthorizationRequest> = {}, endpoint = ENDPOINT) =>
  buildAuthorizationUrl(endpoint, { ...REQUEST, ...change });
const parametersOf = (url: string) => Object.fromEntries(new URL(url).searchParams);
const refusal = expect.objectContaining({
  code: 'request_invalid' satisfies AuthErrorCode,
  message: expect.stringMatching(SENTENCES),
});

describe('buildAuthorizationUrl', () => {
  it('writes the whole request', () => {
    const url = build({
      prompt: 'login consent',
      maxAgeSeconds: 300,
      acrValues: 'gold silver',
      loginHint: 'alice',
      parameters: { audience: 'https://api.example.com' },
    });

    expect(url.startsWith(`${ENDPOINT}?`)).toBe(true);
    expect(parametersOf(url)).toEqual({
      client_id: 'timesheets-spa',
      redirect_uri: 'https://app.example.com/auth/callback',
      response_type: 'id_token token',
      scope: 'openid profile read:timesheets',
      state: 'the-state',
      nonce: 'the-nonce',
      prompt: 'login consent',
      max_age: '300',
      acr_values: 'gold silver',
      login_hint: 'alice',
      audience: 'https://api.example.com',
    });
  });

  it("R1 keeps the endpoint's own query as it is written (RFC 6749 3.1)", () => {
    const url = build({}, `${ENDPOINT}?tenant=a%20b+c&empty&client=%C3%A9`);

    expect(url.startsWith(`${ENDPOINT}?tenant=a%20b+c&empty&client=%C3%A9&client_id=timesheets-spa&`)).toBe(true);
  });

  it('R1 copes with an endpoint that ends in a question mark', () => {
    expect(build({}, `${ENDPOINT}?`).startsWith(`${ENDPOINT}?client_id=`)).toBe(true);
  });

  it.each([`${ENDPOINT}#`, `${ENDPOINT}#/login`, 'http://id.example.com/authorize', '/authorize', ''])(
    'R1 refuses %j as endpoint',
    (endpoint) => {
      expect(() => build({}, endpoint)).toThrow(refusal);
    },
  );

  it.each(['id_token token', 'token id_token', 'id_token', 'token'])('R2 asks for %s', (responseType) => {
    const url = build({ responseType: responseType as AuthResponseType });

    expect(parametersOf(url)['response_type']).toBe(responseType);
  });

  it.each(['code', 'code token', 'id_token code', 'none', 'token token', ''])('R2 refuses %j', (responseType) => {
    expect(() => build({ responseType: responseType as AuthResponseType })).toThrow(refusal);
  });

  it.each(['profile', 'OpenID profile', 'openid2', ''])('R3 refuses an id_token without openid, as in %j', (scope) => {
    expect(() => build({ scope })).toThrow(refusal);
    expect(() => build({ scope, responseType: 'id_token' })).toThrow(refusal);
  });

  it('R3 needs no openid for a bare token, and keeps the case of the words', () => {
    expect(parametersOf(build({ scope: 'Read:Timesheets', responseType: 'token' }))['scope']).toBe('Read:Timesheets');
  });

  it.each(['openid  profile', 'openid ', ' openid', 'openid\tprofile', 'openid "x"', 'openid é'])(
    'R3 refuses the ill-formed scope %j (RFC 6749 3.3)',
    (scope) => {
      expect(() => build({ scope })).toThrow(refusal);
    },
  );

  it('R4 refuses to ask for an id_token without a nonce', () => {
    expect(() => build({ nonce: undefined })).toThrow(refusal);
    expect(() => build({ nonce: '', responseType: 'id_token' })).toThrow(refusal);
  });

  it('R4 sends a nonce for a bare token when there is one', () => {
    expect(parametersOf(build({ responseType: 'token' }))['nonce']).toBe('the-nonce');
    expect(parametersOf(build({ responseType: 'token', nonce: undefined }))).not.toHaveProperty('nonce');
  });

  it.each(['', 'ü', 'a\nb', 'a\u007f'])('R5 refuses %j as state (RFC 6749 A.5)', (state) => {
    expect(() => build({ state })).toThrow(refusal);
    expect(() => build({ state, responseType: 'token' })).toThrow(refusal);
  });

  it.each(['https://app.example.com/cb?tenant=1', 'http://localhost:4200/', 'http://127.0.0.1:4200/cb/'])(
    'R6 sends %s exactly as it stands',
    (redirectUri) => {
      expect(parametersOf(build({ redirectUri }))['redirect_uri']).toBe(redirectUri);
    },
  );

  it.each(['auth/callback', '/auth/callback', 'http://app.example.com/cb', 'https://app.example.com/cb#', 'app://cb'])(
    'R6 refuses %s as redirect_uri (RFC 6749 3.1.2)',
    (redirectUri) => {
      expect(() => build({ redirectUri })).toThrow(refusal);
    },
  );

  it('has an id_token_hint, unless the URL gets longer than 2,000 characters by it', () => {
    const room = 2000 - build().length - '&id_token_hint='.length;
    const hintOf = (idTokenHint: string) => parametersOf(build({ idTokenHint }))['id_token_hint'];

    expect(hintOf('x'.repeat(room))).toHaveLength(room);
    expect(hintOf('x'.repeat(room + 1))).toBeUndefined();
    expect(hintOf('+'.repeat(room))).toBeUndefined();
    expect(build({ idTokenHint: 'x'.repeat(room + 1) })).toBe(build());
    expect(build({ idTokenHint: '' })).toBe(build());
    expect(() => build({ parameters: { id_token_hint: 'x' } })).toThrow(refusal);
  });

  it('R7 leaves response_mode out, and out of the hands of the app', () => {
    expect(parametersOf(build())).not.toHaveProperty('response_mode');
    expect(() => build({ parameters: { response_mode: 'query' } })).toThrow(refusal);
    expect(() => build({ parameters: { response_mode: 'form_post' } })).toThrow(refusal);
    expect(() => build({ parameters: { state: 'fragment' } })).toThrow(refusal);
  });

  it('R7 names the fragment where the app says so, for a server whose default is another', () => {
    expect(parametersOf(build({ parameters: { response_mode: 'fragment' } }))).toMatchObject({
      response_mode: 'fragment',
    });
  });

  it('names web_message for a request that is made in a frame', () => {
    expect(parametersOf(build({ responseMode: 'web_message' }))).toMatchObject({ response_mode: 'web_message' });
  });

  it('R8 writes each parameter once and no empty one', () => {
    const url = build({ acrValues: '', loginHint: '', parameters: { audience: '', ui_locales: 'de' } });
    const names = [...new URL(url).searchParams.keys()];

    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(['client_id', 'redirect_uri', 'response_type', 'scope', 'state', 'nonce', 'ui_locales']);
  });

  it.each(['client_id', 'redirect_uri', 'response_type', 'scope', 'state', 'nonce', 'prompt', 'max_age', 'acr_values'])(
    'R8 R10 refuses %s among the further parameters and in the query of the endpoint',
    (name) => {
      expect(() => build({ parameters: { [name]: 'x' } })).toThrow(refusal);
      expect(() => build({}, `${ENDPOINT}?${name}=x`)).toThrow(refusal);
    },
  );

  it.each(['login_hint', 'request', 'request_uri'])('R8 refuses %s, which would override the request', (name) => {
    expect(() => build({ parameters: { [name]: 'x' } })).toThrow(refusal);
  });

  it('R8 refuses a further parameter that the endpoint carries already', () => {
    expect(() => build({ parameters: { audience: 'b' } }, `${ENDPOINT}?audience=a`)).toThrow(refusal);
  });

  it('A24 takes names such as constructor and __proto__ for ordinary ones', () => {
    const parameters = JSON.parse('{"constructor":"a","__proto__":"b"}') as Record<string, string>;
    const query = new URL(build({ parameters }, `${ENDPOINT}?toString=c`)).searchParams;

    expect([query.get('constructor'), query.get('__proto__'), query.get('toString')]).toEqual(['a', 'b', 'c']);
  });

  it('R9 encodes as a form in UTF-8 (RFC 6749 B)', () => {
    const url = build({ loginHint: 'zoë + co & sons=1%', state: 'a b+c' });

    expect(url).toContain('&login_hint=zo%C3%AB+%2B+co+%26+sons%3D1%25');
    expect(url).toContain('&state=a+b%2Bc&');
    expect(url).toContain('&scope=openid+profile+read%3Atimesheets&');
  });

  it.each(['none login', 'login none'])('R9 refuses the prompt %j', (prompt) => {
    expect(() => build({ prompt: prompt as Prompt })).toThrow(refusal);
  });

  it('R9 sends prompt=none alone', () => {
    expect(parametersOf(build({ prompt: 'none' }))['prompt']).toBe('none');
  });

  it('R10 sends max_age=0, which is not an empty parameter', () => {
    expect(parametersOf(build({ maxAgeSeconds: 0 }))['max_age']).toBe('0');
  });

  it.each([-1, 1.5, NaN, Infinity])('R10 refuses %d as max_age', (maxAgeSeconds) => {
    expect(() => build({ maxAgeSeconds })).toThrow(refusal);
  });

  it.each(['acr', 'auth_time'])(
    'R10 refuses to ask for %s in the claims parameter, where it would be forgotten',
    (claim) => {
      const claims = JSON.stringify({ id_token: { [claim]: { essential: true } } });

      expect(() => build({ parameters: { claims } })).toThrow(refusal);
      expect(() => build({ parameters: { claims: '{"id_token":{"email":null}}' } })).not.toThrow();
    },
  );

  it('names no state and no nonce when it refuses', () => {
    const request = { ...REQUEST, state: 'secret-ü', nonce: 'secret-nonce' };

    expect(() => buildAuthorizationUrl(ENDPOINT, request)).toThrow(/^(?!.*secret)/s);
    expect(() => buildAuthorizationUrl(ENDPOINT, { ...request, state: 'secret', scope: '' })).toThrow(/^(?!.*secret)/s);
  });

  it('needs a client id', () => {
    expect(() => build({ clientId: '' })).toThrow(refusal);
  });
});
