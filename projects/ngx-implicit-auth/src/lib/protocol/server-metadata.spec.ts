import { SENTENCES } from '../testing/sentences';
import type { AuthErrorCode } from './auth-error';
import { fetchServerMetadata, parseServerMetadata } from './server-metadata';

const ISSUER = 'https://id.example.com';
const DOCUMENT = {
  issuer: ISSUER,
  authorization_endpoint: `${ISSUER}/authorize?tenant=1`,
  jwks_uri: `${ISSUER}/jwks`,
  end_session_endpoint: `${ISSUER}/end`,
  revocation_endpoint: `${ISSUER}/revoke`,
  userinfo_endpoint: `${ISSUER}/me`,
  check_session_iframe: `${ISSUER}/session`,
  authorization_response_iss_parameter_supported: true,
  response_types_supported: ['token id_token'],
  scopes_supported: ['openid', 'read:timesheets'],
};
const refusal = (code: AuthErrorCode) =>
  expect.objectContaining({ name: 'AuthError', code, message: expect.stringMatching(SENTENCES) });

describe('parseServerMetadata', () => {
  it('reads a discovery document', () => {
    expect(parseServerMetadata(DOCUMENT, ISSUER)).toEqual({
      issuer: ISSUER,
      authorizationEndpoint: `${ISSUER}/authorize?tenant=1`,
      jwksUri: `${ISSUER}/jwks`,
      endSessionEndpoint: `${ISSUER}/end`,
      revocationEndpoint: `${ISSUER}/revoke`,
      userInfoEndpoint: `${ISSUER}/me`,
      checkSessionIframe: `${ISSUER}/session`,
      issParameterSupported: true,
      scopesSupported: ['openid', 'read:timesheets'],
    });
  });

  it('reads one that has nothing but what is needed', () => {
    const document = { issuer: ISSUER, authorization_endpoint: `${ISSUER}/a`, jwks_uri: null };

    expect(parseServerMetadata(document, ISSUER)).toEqual({
      issuer: ISSUER,
      authorizationEndpoint: `${ISSUER}/a`,
      issParameterSupported: false,
    });
  });

  it.each([`${ISSUER}/`, 'https://ID.example.com', 'https://evil.test', '', undefined, null, [ISSUER]])(
    'R60 uses nothing of a document whose issuer is %j (Discovery 4.3)',
    (issuer) => {
      expect(() => parseServerMetadata({ ...DOCUMENT, issuer }, ISSUER)).toThrow(refusal('metadata_issuer_mismatch'));
    },
  );

  it('R60 says which issuer the document names, in so far as it does', () => {
    const messageFor = (issuer: unknown) => () => parseServerMetadata({ ...DOCUMENT, issuer }, ISSUER);

    expect(messageFor(`${ISSUER}/`)).toThrow(`found for ${ISSUER} is that of ${ISSUER}/. If`);
    expect(messageFor('')).toThrow("is that of ''. If");
    expect(messageFor(`https://${'a'.repeat(1000)}.test`)).toThrow(/^.{200,450}$/);
    expect(messageFor(undefined)).toThrow(`found for ${ISSUER} names no issuer.`);
  });

  it.each([null, undefined, 'text', 1, []])('R60 refuses %j', (document) => {
    expect(() => parseServerMetadata(document, ISSUER)).toThrow(refusal('metadata_issuer_mismatch'));
  });

  it.each([
    'authorization_endpoint',
    'jwks_uri',
    'end_session_endpoint',
    'revocation_endpoint',
    'userinfo_endpoint',
    'check_session_iframe',
  ])('R61 wants %s on https', (name) => {
    for (const url of ['http://id.example.com/x', '/x', '', 'javascript:alert(1)', 7, {}, [`${ISSUER}/x`]])
      expect(() => parseServerMetadata({ ...DOCUMENT, [name]: url }, ISSUER)).toThrow(refusal('metadata_invalid'));
    expect(() => parseServerMetadata({ ...DOCUMENT, [name]: 'http://127.0.0.1:4300/x' }, ISSUER)).not.toThrow();
  });

  it('R61 needs an authorization endpoint', () => {
    const { authorization_endpoint: _, ...document } = DOCUMENT;

    expect(() => parseServerMetadata(document, ISSUER)).toThrow(refusal('metadata_invalid'));
  });

  it('R17 takes only true for a promise of iss', () => {
    const document = { ...DOCUMENT, authorization_response_iss_parameter_supported: 'false' };

    expect(parseServerMetadata(document, ISSUER).issParameterSupported).toBe(false);
  });

  it('A24 finds nothing in a prototype', () => {
    const document = JSON.parse(`{"issuer":"${ISSUER}","__proto__":{"authorization_endpoint":"${ISSUER}/a"}}`);

    expect(() => parseServerMetadata(document, ISSUER)).toThrow(refusal('metadata_invalid'));
  });
});

describe('fetchServerMetadata', () => {
  it.each([
    [ISSUER, `${ISSUER}/.well-known/openid-configuration`],
    [`${ISSUER}/`, `${ISSUER}/.well-known/openid-configuration`],
    [`${ISSUER}/realms/a/`, `${ISSUER}/realms/a/.well-known/openid-configuration`],
    [`${ISSUER}//`, `${ISSUER}//.well-known/openid-configuration`],
  ])('R60 drops one trailing slash of %s to build the URL, and only there', async (issuer, url) => {
    const fetch = jest.fn(async () => Response.json({ ...DOCUMENT, issuer }));

    await expect(fetchServerMetadata(issuer, fetch)).resolves.toHaveProperty('issuer', issuer);
    expect(fetch).toHaveBeenCalledWith(url, expect.anything());
  });

  it('R60 refuses the document of another issuer', async () => {
    const failure = fetchServerMetadata(`${ISSUER}/`, async () => Response.json(DOCUMENT));

    await expect(failure).rejects.toThrow(refusal('metadata_issuer_mismatch'));
  });

  it('R61 asks no issuer that is not https', async () => {
    const fetch = jest.fn(async () => Response.json(DOCUMENT));

    await expect(fetchServerMetadata('http://id.example.com', fetch)).rejects.toThrow(refusal('metadata_invalid'));
    expect(fetch).not.toHaveBeenCalled();
  });

  it('R61 remembers no failure', async () => {
    const answers = [Response.json({}, { status: 503 }), Response.json(DOCUMENT)];
    const fetch = async () => answers.shift()!;

    await expect(fetchServerMetadata(ISSUER, fetch)).rejects.toThrow(refusal('server_answer_invalid'));
    await expect(fetchServerMetadata(ISSUER, fetch)).resolves.toHaveProperty('issuer', ISSUER);
  });
});
