import { codeChallenge } from './pkce';

describe('codeChallenge', () => {
  it('R63 is the hash of the verifier in base64url (RFC 7636, appendix B)', async () => {
    const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

    await expect(codeChallenge(verifier)).resolves.toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
  });
});
