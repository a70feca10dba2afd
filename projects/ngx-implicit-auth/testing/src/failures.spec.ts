import type { AuthErrorCode } from 'ngx-implicit-auth';
import { testedApp } from '../../src/lib/testing/tested-app';

/** With which a sign-in may fail. */
const CODES = Object.keys({
  config_invalid: true,
  config_unavailable: true,
  browser_required: true,
  module_unavailable: true,
  storage_unavailable: true,
  crypto_unavailable: true,
  server_unreachable: true,
  cors_blocked: true,
  server_answer_invalid: true,
  metadata_invalid: true,
  metadata_issuer_mismatch: true,
  key_set_invalid: true,
  request_invalid: true,
  redirect_loop: true,
  pushed_request_refused: true,
  response_missing: true,
  response_malformed: true,
  response_parameter_repeated: true,
  response_too_large: true,
  response_in_query: true,
  redirect_uri_mismatch: true,
  state_missing: true,
  state_unknown: true,
  state_expired: true,
  response_issuer_mismatch: true,
  response_issuer_missing: true,
  response_contradictory: true,
  access_denied: true,
  interaction_required: true,
  authorization_failed: true,
  token_missing: true,
  token_unrequested: true,
  token_type_unsupported: true,
  expires_in_invalid: true,
  access_token_expired: true,
  token_request_refused: true,
  id_token_malformed: true,
  id_token_encrypted: true,
  id_token_type_refused: true,
  id_token_extension_refused: true,
  id_token_algorithm_refused: true,
  id_token_issuer_mismatch: true,
  id_token_audience_mismatch: true,
  id_token_audience_untrusted: true,
  id_token_authorized_party_mismatch: true,
  id_token_nonce_mismatch: true,
  id_token_expired: true,
  id_token_not_yet_valid: true,
  id_token_too_old: true,
  acr_mismatch: true,
  auth_time_missing: true,
  auth_time_too_old: true,
  signing_key_unknown: true,
  signing_key_unusable: true,
  id_token_signature_invalid: true,
  at_hash_missing: true,
  at_hash_mismatch: true,
  c_hash_mismatch: true,
  other_person: true,
  login_request_refused: true,
  internal_error: true,
} satisfies Record<
  Exclude<AuthErrorCode, `popup_${string}` | `user_info_${string}` | 'renewal_frame_blocked'>,
  true
>) as AuthErrorCode[];

describe('AuthTestingController.fail()', () => {
  it.each(CODES)('fails with %s', (code) => {
    const { controller, auth } = testedApp();
    controller.fail(code, { returnTo: '/reports' });
    expect(auth.state()).toMatchObject({ status: 'failed', error: { code }, returnTo: '/reports' });
  });

  it('fails without ending the session that there is', () => {
    const { controller, auth } = testedApp();
    controller.signIn();
    controller.fail('server_unreachable');
    expect([auth.state().status, controller.events.at(-1)?.type]).toEqual(['signed-in', 'sign-in-failed']);
  });

  it('fails the sign-in that waits for the server, which is answered by nothing else then', async () => {
    const { controller, auth, router } = testedApp();
    void router.navigateByUrl('/reports');
    await controller.redirected();
    controller.fail('access_denied');
    expect(auth.state()).toMatchObject({ status: 'failed', returnTo: '/reports' });
    await expect(controller.answer()).rejects.toThrow(/Nothing waits/);
  });

  it('fails the sign-in in a popup', async () => {
    const { controller, auth } = testedApp();
    const login = auth.login({ window: 'popup' });
    await controller.redirected();
    controller.fail('access_denied');
    await expect(login).rejects.toMatchObject({ code: 'access_denied' });
    expect(auth.state().status).toBe('failed');
  });
});
