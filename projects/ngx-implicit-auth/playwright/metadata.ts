import type { Settings } from './auth-server-options.ts';

/**
 * What the server says of itself.
 * @see OpenID Connect Discovery 1.0, section 3
 */
export function metadataOf({ issuer, endpoints }: Settings) {
  return {
    issuer,
    authorization_endpoint: endpoints.authorization,
    pushed_authorization_request_endpoint: endpoints.pushedRequests,
    token_endpoint: endpoints.token,
    jwks_uri: endpoints.keys,
    userinfo_endpoint: endpoints.userInfo,
    revocation_endpoint: endpoints.revocation,
    end_session_endpoint: endpoints.endSession,
    response_types_supported: ['code', 'id_token token', 'id_token', 'token'],
    response_modes_supported: ['query', 'fragment'],
    grant_types_supported: ['authorization_code', 'implicit', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    revocation_endpoint_auth_methods_supported: ['none'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    prompt_values_supported: ['none', 'login', 'consent', 'select_account'],
    authorization_response_iss_parameter_supported: true,
  };
}
