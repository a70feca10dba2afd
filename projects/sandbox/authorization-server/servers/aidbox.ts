import type { StartServer } from '../authorization-server.ts';
import { accessTokenHash, createIdTokenSigner } from '../oauth/id-tokens.ts';
import { startOAuthServer } from '../oauth/start-oauth-server.ts';
import { claimsOf } from '../people/accounts.ts';

/**
 * An Aidbox: opaque access tokens of the type `bearer` that come without a lifetime, an id_token on demand, no
 * discovery. It does not know `prompt=none`, and answers it like any other request: by a page, if it has to.
 *
 * What a code is exchanged for is as @jmondi/oauth2-server gives it: with a lifetime and a refresh token, without an
 * id_token.
 */
export const startAidbox: StartServer = async (settings) => {
  const signer = await createIdTokenSigner(settings.idTokenSeconds);
  return startOAuthServer(settings, {
    authorizationPath: '/oauth2/authorize',
    responseTypes: ['token', 'id_token token', 'code'],
    responseMode: 'fragment',
    tokenPaths: { token: '/auth/token', revocation: '/auth/revoke' },
    documents: { '/.well-known/jwks.json': signer.publicKeySet },
    async answer({ access_token, scope }, { url, person, parameters, responseType }) {
      const idToken = () =>
        signer.sign({
          ...claimsOf(person),
          iss: url,
          aud: parameters.get('client_id'),
          nonce: parameters.get('nonce') ?? undefined,
          at_hash: accessTokenHash(access_token ?? ''),
        });
      const id_token = responseType === 'token' ? undefined : await idToken();
      return { access_token, token_type: 'bearer', id_token, scope };
    },
  });
};
