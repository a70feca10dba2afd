import { SENTENCES } from '../testing/sentences';
import type { AuthErrorCode } from '../protocol/auth-error';
import { checkIdTokenClaims, type IdTokenClaimExpectations } from './check-id-token-claims';

const NOW = 1_800_000_000;
const EXPECTED: IdTokenClaimExpectations = {
  issuer: 'https://id.example.com',
  clientId: 'timesheets-spa',
  nonce: 'the-nonce',
  trustedAudiences: [],
  clockSkewSeconds: 60,
  now: NOW * 1000,
  requestedAt: (NOW - 30) * 1000,
};
const CLAIMS = {
  iss: 'https://id.example.com',
  sub: 'alice',
  aud: 'timesheets-spa',
  exp: NOW + 300,
  iat: NOW - 1,
  nonce: 'the-nonce',
};

const check = (claims: object, expected: Partial<IdTokenClaimExpectations> = {}) =>
  checkIdTokenClaims({ ...CLAIMS, ...claims }, { ...EXPECTED, ...expected });
const refusal = (code: AuthErrorCode) =>
  expect.objectContaining({ name: 'AuthError', code, message: expect.stringMatching(SENTENCES) });

describe('checkIdTokenClaims', () => {
  it('accepts what is right and tells of each check in order', () => {
    const checks: string[] = [];
    check({}, { onCheck: (name) => checks.push(name) });

    expect(checks).toEqual(['issuer', 'audience', 'nonce', 'lifetime', 'authentication']);
  });

  it('tells of no check after the one that fails', () => {
    const checks: string[] = [];

    expect(() => check({ nonce: 'x' }, { onCheck: (name) => checks.push(name) })).toThrow();
    expect(checks).toEqual(['issuer', 'audience']);
  });

  it.each(['https://id.example.com/', 'https://ID.example.com', 'https://evil.test', '', null, undefined])(
    'R30 R33 refuses the iss %j (Core 3.1.3.7)',
    (iss) => {
      expect(() => check({ iss })).toThrow(refusal('id_token_issuer_mismatch'));
    },
  );

  it('R30 names both issuers, in so far as they are any', () => {
    expect(() => check({ iss: 'https://id.example.com/' })).toThrow(
      'is https://id.example.com/, and https://id.example.com is configured.',
    );
    expect(() => check({ iss: 'secret' })).toThrow('is no URL, and https://id.example.com is configured.');
  });

  it('R31 accepts the client alone or in a list', () => {
    expect(() => check({ aud: 'timesheets-spa' })).not.toThrow();
    expect(() => check({ aud: ['timesheets-spa'] })).not.toThrow();
  });

  it.each(['other', 'timesheets-spa2', ['other'], [], [['timesheets-spa']], { 0: 'timesheets-spa' }, null, undefined])(
    'R31 R33 refuses the aud %j',
    (aud) => {
      expect(() => check({ aud })).toThrow(refusal('id_token_audience_mismatch'));
    },
  );

  it('R31 accepts a further audience only from the trust list', () => {
    const aud = ['timesheets-spa', 'reports'];

    expect(() => check({ aud })).toThrow(refusal('id_token_audience_untrusted'));
    expect(() => check({ aud }, { trustedAudiences: ['other'] })).toThrow(refusal('id_token_audience_untrusted'));
    expect(() => check({ aud }, { trustedAudiences: ['reports'] })).not.toThrow();
    expect(() => check({ aud: 'reports' }, { trustedAudiences: ['reports'] })).toThrow(
      refusal('id_token_audience_mismatch'),
    );
  });

  it('R32 accepts azp only when it is this client', () => {
    expect(() => check({ azp: 'timesheets-spa' })).not.toThrow();
    for (const azp of ['other', '', null, ['timesheets-spa']])
      expect(() => check({ azp })).toThrow(refusal('id_token_authorized_party_mismatch'));
  });

  it.each([{ nonce: 'other' }, { nonce: undefined }, { nonce: '' }, { nonce: ['the-nonce'] }])(
    'R35 A1 A13 refuses %j (Core 3.2.2.11)',
    (claims) => {
      expect(() => check(claims)).toThrow(refusal('id_token_nonce_mismatch'));
    },
  );

  it('R35 refuses everything when no nonce was sent', () => {
    expect(() => check({ nonce: '' }, { nonce: '' })).toThrow(refusal('id_token_nonce_mismatch'));
    expect(() => check({ nonce: undefined }, { nonce: undefined as unknown as string })).toThrow(
      refusal('id_token_nonce_mismatch'),
    );
  });

  it.each(['exp', 'iat', 'nbf'])('R33 refuses an %s that is no time', (name) => {
    const json = JSON.parse('[1e999]') as [number];
    for (const value of ['1800000100', null, {}, [NOW], NaN, ...json])
      expect(() => check({ [name]: value })).toThrow(refusal('id_token_malformed'));
  });

  it.each(['exp', 'iat'])('R33 refuses an id_token without %s', (name) => {
    expect(() => check({ [name]: undefined })).toThrow(refusal('id_token_malformed'));
  });

  it.each([undefined, null, '', 42, ['alice'], 'a'.repeat(256), 'älice', 'a\u0080'])(
    'R33 refuses the sub %j',
    (sub) => {
      expect(() => check({ sub })).toThrow(refusal('id_token_malformed'));
    },
  );

  it.each(['a', '4711', 'auth0|5f7c', 'a'.repeat(255)])('R33 accepts the sub %j', (sub) => {
    expect(() => check({ sub })).not.toThrow();
  });

  it('R33 A27 allows for the clock skew and for no second more when it looks at exp', () => {
    expect(() => check({ exp: NOW - 59 })).not.toThrow();
    expect(() => check({ exp: NOW - 60 })).toThrow(refusal('id_token_expired'));
  });

  it('R34 A27 refuses an iat in the future beyond the clock skew', () => {
    expect(() => check({ iat: NOW + 60 })).not.toThrow();
    expect(() => check({ iat: NOW + 61 })).toThrow(refusal('id_token_not_yet_valid'));
  });

  it('R34 refuses an nbf in the future beyond the clock skew (RFC 7519 4.1.5)', () => {
    expect(() => check({ nbf: NOW + 60 })).not.toThrow();
    expect(() => check({ nbf: NOW + 61 })).toThrow(refusal('id_token_not_yet_valid'));
  });

  it('R34 refuses an id_token from before its own sign-in', () => {
    expect(() => check({ iat: NOW - 90 })).not.toThrow();
    expect(() => check({ iat: NOW - 91 })).toThrow(refusal('id_token_too_old'));
  });

  it.each([600, -600])('A27 refuses when the clock is wrong by %d seconds, whatever leeway is configured', (wrong) => {
    const expected = { now: (NOW + wrong) * 1000, requestedAt: (NOW + wrong - 30) * 1000, clockSkewSeconds: 86_400 };

    expect(() => check({}, expected)).toThrow(refusal(wrong > 0 ? 'id_token_expired' : 'id_token_not_yet_valid'));
    expect(() => check({ exp: NOW + 86_400, iat: NOW - 331 }, { clockSkewSeconds: 86_400 })).toThrow(
      refusal('id_token_too_old'),
    );
  });

  it('A27 refuses when the leeway is not a number', () => {
    expect(() => check({}, { clockSkewSeconds: NaN })).toThrow(refusal('id_token_expired'));
  });

  it('R10 R37 accepts the acr only when it is one of those asked for', () => {
    expect(() => check({ acr: 'silver' }, { acrValues: 'gold silver' })).not.toThrow();
    for (const acr of [undefined, 'bronze', 'gold silver', '', ['gold']])
      expect(() => check({ acr }, { acrValues: 'gold silver' })).toThrow(refusal('acr_mismatch'));
  });

  it('R37 lets any acr pass when none was asked for', () => {
    expect(() => check({ acr: 'bronze' })).not.toThrow();
  });

  it('R10 R38 requires auth_time when max_age was asked for', () => {
    expect(() => check({ auth_time: NOW - 10 }, { maxAgeSeconds: 60 })).not.toThrow();
    for (const auth_time of [undefined, null, `${NOW}`, Infinity])
      expect(() => check({ auth_time }, { maxAgeSeconds: 60 })).toThrow(refusal('auth_time_missing'));
    expect(() => check({}, { maxAgeSeconds: 0 })).toThrow(refusal('auth_time_missing'));
  });

  it.each([0, -290, 290])('R38 A27 compares auth_time by the server’s clock, with leeway: %i s off', (off) => {
    // Asked 30 seconds ago, 100 seconds of age, 60 seconds of leeway.
    const expected = { maxAgeSeconds: 100, clockSkewSeconds: 300 };
    const at = (auth_time: number) => ({ iat: NOW + off, exp: NOW + off + 300, auth_time: NOW + off + auth_time });

    expect(() => check(at(-190), expected)).not.toThrow();
    expect(() => check(at(-191), expected)).toThrow(refusal('auth_time_too_old'));
    expect(() => check(at(-91), { ...expected, maxAgeSeconds: 0 })).toThrow(refusal('auth_time_too_old'));
    expect(() => check(at(60), expected)).not.toThrow();
    expect(() => check(at(61), expected)).toThrow(refusal('auth_time_too_old'));
  });

  it('R42 ignores claims it does not know', () => {
    expect(() => check({ 'https://example.com/roles': ['x'], events: {}, constructor: 1 })).not.toThrow();
  });

  it('names no claim value when it refuses', () => {
    for (const name of Object.keys(CLAIMS))
      expect(() => check({ [name]: ['secret'] })).toThrow(/^(?!.*secret)(?=.*id_token)/s);
  });
});
