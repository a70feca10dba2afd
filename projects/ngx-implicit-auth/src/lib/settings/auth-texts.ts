import type { AuthErrorCode } from '../protocol/auth-error';

/** Failures about which whoever signs in can do nothing but come back later, or tell somebody. */
export type UnexplainedErrorCode =
  | 'access_token_expired'
  | 'at_hash_mismatch'
  | 'at_hash_missing'
  | 'auth_time_missing'
  | 'browser_required'
  | 'c_hash_mismatch'
  | 'config_invalid'
  | 'cors_blocked'
  | 'crypto_unavailable'
  | 'expires_in_invalid'
  | 'id_token_algorithm_refused'
  | 'id_token_audience_mismatch'
  | 'id_token_audience_untrusted'
  | 'id_token_authorized_party_mismatch'
  | 'id_token_encrypted'
  | 'id_token_extension_refused'
  | 'id_token_issuer_mismatch'
  | 'id_token_malformed'
  | 'id_token_nonce_mismatch'
  | 'id_token_signature_invalid'
  | 'id_token_type_refused'
  | 'internal_error'
  | 'key_set_invalid'
  | 'metadata_invalid'
  | 'metadata_issuer_mismatch'
  | 'popup_blocked'
  | 'popup_closed'
  | 'popup_superseded'
  | 'pushed_request_refused'
  | 'redirect_uri_mismatch'
  | 'renewal_frame_blocked'
  | 'request_invalid'
  | 'response_contradictory'
  | 'response_in_query'
  | 'response_issuer_mismatch'
  | 'response_issuer_missing'
  | 'response_malformed'
  | 'response_parameter_repeated'
  | 'response_too_large'
  | 'signing_key_unknown'
  | 'signing_key_unusable'
  | 'token_missing'
  | 'token_type_unsupported'
  | 'token_unrequested'
  | 'user_info_invalid'
  | 'user_info_subject_mismatch';

/**
 * What people are told of a failure, by its code. A language has words for each failure about which people can do
 * something; words for the others may be added, which else have those of {@link AuthTexts.unexplained}.
 */
export type AuthErrorTexts = Readonly<
  Record<Exclude<AuthErrorCode, UnexplainedErrorCode>, string> & Partial<Record<UnexplainedErrorCode, string>>
>;

/** Every text of the library that a person can see, in one language. Each is plain text, never HTML. */
export interface AuthTexts {
  /** The language of the texts, such as `de` or `pt-BR` (BCP 47): screen readers speak them by it. */
  readonly lang: string;
  /** Heads the page at the redirect URI while the answer of the server is being checked. */
  readonly signingIn: string;
  /** Stands below that. */
  readonly oneMoment: string;
  /** Heads the page when somebody has opened it who is signed in. */
  readonly signedIn: string;
  /** Stands below that. */
  readonly nothingToDo: string;
  /** Heads the page when it was opened, and nothing was to be completed. What stands below is `response_missing`. */
  readonly notSignedIn: string;
  /** Labels the button of that page. */
  readonly signIn: string;
  /** Heads the page, and the notice, when a sign-in has failed. What stands below is in `errors`. */
  readonly failed: string;
  /** Labels the button for another try. */
  readonly retry: string;
  /** The link from the page at the redirect URI to the app's first page. */
  readonly home: string;
  /** Labels the button that closes the notice. */
  readonly close: string;
  /** What the page says when what shows the rest could not be loaded. Seen only if these texts are there without that. */
  readonly incomplete: string;
  /** What is said of each failure that people can do something about. */
  readonly errors: AuthErrorTexts;
  /** What is said of all other failures; `{code}` in it becomes the code of the failure. */
  readonly unexplained: string;
}

/** Some texts that an app words in its own way. The others stay, in English. */
export interface AuthTextChanges extends Partial<Omit<AuthTexts, 'errors' | 'lang'>> {
  /** Goes with a whole language. */
  readonly lang?: never;
  /** Words of the app's own for some failures, by their codes. */
  readonly errors?: Partial<Record<AuthErrorCode, string>>;
}

/** What {@link withTexts} takes, and what a function given to it returns. */
export type AuthTextsGiven = AuthTexts | AuthTextChanges;

/** A language of the package, loaded when its texts are needed. */
export type AuthLanguage = () => Promise<AuthTexts>;
