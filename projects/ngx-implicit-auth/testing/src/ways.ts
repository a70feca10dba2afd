import type { AuthErrorCode, AuthState, RenewalOutcome, SignOutReason } from 'ngx-implicit-auth';
import { demand } from './auth-testing-error';
import type { TestEndpoint } from './server-endpoints';

/** What a sign-in is to wait for in these states. */
export const FIRST: Partial<Record<AuthState['status'], string>> = {
  starting: 'Let the configuration come first.',
  redirecting: 'The page is being left for the server: answer() comes back from there.',
  completing: 'Await answer().',
};

/** What there is of each kind, as a test may be written where no compiler looks. */
const WORDS = {
  'reason of a sign-out': {
    'other-person': 0,
    'session-ended': 0,
    'front-channel': 0,
    'other-tab': 0,
  } satisfies Record<SignOutReason, 0>,
  'outcome of a renewal': {
    renewed: 0,
    'interaction-required': 0,
    'other-person': 0,
    refused: 0,
    unreachable: 0,
    'frame-blocked': 0,
  } satisfies Record<RenewalOutcome['status'], 0>,
  'endpoint of the server': {
    discovery: 0,
    keys: 0,
    token: 0,
    userinfo: 0,
    revocation: 0,
    'pushed-request': 0,
  } satisfies Record<TestEndpoint, 0>,
};

/** Each error code, and how to reach the failure if it never is the state. */
const WAYS: Readonly<Record<AuthErrorCode, string>> = {
  config_invalid: '',
  config_unavailable: '',
  browser_required: '',
  module_unavailable: '',
  storage_unavailable: '',
  crypto_unavailable: '',
  server_unreachable: '',
  cors_blocked: '',
  server_answer_invalid: '',
  metadata_invalid: '',
  metadata_issuer_mismatch: '',
  key_set_invalid: '',
  request_invalid: '',
  redirect_loop: '',
  pushed_request_refused: '',
  response_missing: '',
  response_malformed: '',
  response_parameter_repeated: '',
  response_too_large: '',
  response_in_query: '',
  redirect_uri_mismatch: '',
  state_missing: '',
  state_unknown: '',
  state_expired: '',
  response_issuer_mismatch: '',
  response_issuer_missing: '',
  response_contradictory: '',
  access_denied: '',
  interaction_required: '',
  authorization_failed: '',
  token_missing: '',
  token_unrequested: '',
  token_type_unsupported: '',
  expires_in_invalid: '',
  access_token_expired: '',
  token_request_refused: '',
  id_token_malformed: '',
  id_token_encrypted: '',
  id_token_type_refused: '',
  id_token_extension_refused: '',
  id_token_algorithm_refused: '',
  id_token_issuer_mismatch: '',
  id_token_audience_mismatch: '',
  id_token_audience_untrusted: '',
  id_token_authorized_party_mismatch: '',
  id_token_nonce_mismatch: '',
  id_token_expired: '',
  id_token_not_yet_valid: '',
  id_token_too_old: '',
  acr_mismatch: '',
  auth_time_missing: '',
  auth_time_too_old: '',
  signing_key_unknown: '',
  signing_key_unusable: '',
  id_token_signature_invalid: '',
  at_hash_missing: '',
  at_hash_mismatch: '',
  c_hash_mismatch: '',
  other_person: '',
  login_request_refused: '',
  internal_error: '',
  popup_blocked: "Call blockPopups(), and then login({ window: 'popup' }).",
  popup_closed: "Call login({ window: 'popup' }), await redirected(), and then closePopup().",
  popup_superseded: "Call login({ window: 'popup' }) twice.",
  renewal_frame_blocked: "Call renew('frame-blocked').",
  user_info_invalid: "Call setUnreachable('userinfo'), and sign in by answer(): an event tells of it.",
  user_info_subject_mismatch: "Call setUnreachable('userinfo'), and sign in by answer(): an event tells of it.",
};

/** @throws AuthTestingError for a word that nothing of this kind has */
export function demandWord(kind: keyof typeof WORDS, word: string): void {
  const words: object = WORDS[kind];
  demand(Object.hasOwn(words, word), `There is no ${kind} '${word}'. There are: ${Object.keys(words).join(', ')}.`);
}

/** @throws AuthTestingError for what is no error code */
export function demandCode(code: unknown): asserts code is AuthErrorCode {
  demand(Object.hasOwn(WAYS, String(code)), `There is no error code '${String(code)}'. docs/errors.md has them all.`);
}

/** @throws AuthTestingError for a code with which no sign-in fails */
export function demandFailure(code: AuthErrorCode): void {
  demandCode(code);
  demand(!WAYS[code], `No sign-in fails with ${code}. ${WAYS[code]}`);
}
