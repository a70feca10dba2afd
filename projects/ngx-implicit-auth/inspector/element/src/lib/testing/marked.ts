import fc from 'fast-check';
import {
  AuthError,
  ɵREFRESH_TOKEN as REFRESH_TOKEN,
  type AuthEvent,
  type ɵAuthSettings as AuthSettings,
  type ɵStoredSession as StoredSession,
} from 'ngx-implicit-auth';

/** What is planted wherever a secret may be. Nothing else holds it. */
export const MARK = 'S3cr3tM4rk';

/** A secret: the mark, in a form that a token, an address or anything else could have. */
export const secret = fc.oneof(
  fc.constant(MARK),
  fc.string().map((text) => `${text}${MARK}${text}`),
  fc.base64String({ minLength: 20, maxLength: 80 }).map((text) => `eyJ.${text}${MARK}.${text}`),
  fc.emailAddress().map((address) => `${MARK}.${address}`),
);

/** In a scope that is asked for, the form alone tells a secret from a name: a token, or an e-mail address. */
const inScope = fc.oneof(
  fc.emailAddress().map((address) => `${MARK}.${address}`),
  fc.stringMatching(/^[\w-]{20,60}$/).map((text) => `eyJhbGciOiJSUzI1NiJ9.${text}${MARK}.${text}`),
);
const scope = fc.array(fc.oneof(fc.constantFrom('openid', 'read:timesheets'), inScope)).map((names) => names.join(' '));

const times = fc.record({ receivedAt: fc.integer(), expiresAt: fc.integer() });

/** A session of which every field that a server fills holds the mark. */
export const markedSession: fc.Arbitrary<StoredSession> = fc
  .record({
    token: secret,
    claims: fc.dictionary(fc.oneof(fc.constantFrom('iss', 'sub', 'name', 'email', 'sid', 'role'), secret), secret),
    scope,
    more: secret,
    times,
  })
  .map(({ token, claims, scope: asked, more, times: lifetime }) => ({
    token,
    claims,
    lifetime,
    asked,
    granted: `${asked} ${more}`,
  }))
  .map(({ token, claims, lifetime, asked, granted }) => ({
    ...lifetime,
    id: token,
    accessToken: token,
    idToken: token,
    sessionState: token,
    claims: claims as unknown as StoredSession['claims'],
    scope: granted,
    server: { issuer: token } as StoredSession['server'],
    boundTo: token,
    accessTokens: {
      [JSON.stringify(['https://reports/', null, asked.split(' ')])]: {
        ...lifetime,
        accessToken: token,
        scope: granted,
      },
    },
    [REFRESH_TOKEN]: token,
  }));

/** An event of which every field that a server or an address fills holds the mark. */
export const markedEvent: fc.Arbitrary<AuthEvent> = fc.tuple(secret, scope).chain(([text, missing]) => {
  const server = { error: text, description: text, uri: `https://id.example.com/${text}` };
  const error = new AuthError('authorization_failed', text, { server, cause: text });
  const events: readonly AuthEvent[] = [
    { type: 'sign-in-started', returnTo: text },
    { type: 'response-captured' },
    { type: 'check-passed', check: 'state' },
    { type: 'user-info-failed', error },
    { type: 'signed-in', returnTo: text },
    { type: 'sign-in-failed', error, returnTo: text },
    { type: 'renewal-ended', outcome: { status: 'refused', error } },
    { type: 'scope-narrowed', missing: missing.split(' ') },
    { type: 'access-token-failed', url: `https://api.example.com/${text}`, error },
    { type: 'frames-blocked', error },
    { type: 'revocation-failed', error },
    { type: 'signed-out', reason: 'other-tab' },
  ];
  return fc.constantFrom(...events);
});

/** A configuration of which every field that holds no address, no scope and no word of the protocol's holds the mark. */
export const markedSettings: fc.Arbitrary<AuthSettings> = fc.tuple(secret, scope).map(([text, asked]) => ({
  issuer: `https://id.example.com/tenant?${encodeURIComponent(text)}`,
  clientId: text,
  redirectUri: `https://app.example.com/auth/callback?${encodeURIComponent(text)}`,
  appBase: 'https://app.example.com/',
  scope: asked,
  loginHint: text,
  acrValues: text,
  parameters: { ui_locales: text },
  logoutParameters: { ui_locales: text },
  trustedAudiences: [text],
  discoveryUrl: `https://id.example.com/configuration#${encodeURIComponent(text)}`,
  resourceServers: [
    `https://user:${MARK}@api.example.com/timesheets`,
    { url: `https://api.example.com/reports?${encodeURIComponent(text)}`, scope: asked },
  ],
}));
