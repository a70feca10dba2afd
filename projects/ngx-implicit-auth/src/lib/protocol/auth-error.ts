/** Every way in which signing in can fail, one literal per distinguishable failure. */
export type AuthErrorCode =
  // Setting up
  /** The configuration handed to the library cannot work. */
  | 'config_invalid'
  /** The configuration that was to come at run time has not come; see the cause. */
  | 'config_unavailable'
  /** The code needs a browser, and ran where there is none. */
  | 'browser_required'
  /** A lazily loaded part of the library could not be loaded. */
  | 'module_unavailable'
  /** The browser's storage is disabled or full. */
  | 'storage_unavailable'
  /** `crypto.subtle` is missing because the page is neither on https nor on localhost. */
  | 'crypto_unavailable'
  // Talking to the authorization server
  /** The server did not answer in time, or not at all. */
  | 'server_unreachable'
  /** The server answers, but CORS headers, its own or those of a URL it redirects to, do not let this app read it. */
  | 'cors_blocked'
  /** The server answered with something other than status 200 and JSON of a sensible size. */
  | 'server_answer_invalid'
  /** The metadata of the server lacks an endpoint, or names one that is not https. */
  | 'metadata_invalid'
  /** The metadata belongs to another issuer than the configured one. */
  | 'metadata_issuer_mismatch'
  /** The server's key set is not a JSON Web Key Set. */
  | 'key_set_invalid'
  // The authorization request
  /** The authorization request would break the protocol. */
  | 'request_invalid'
  /** This would have been the fourth redirect to the server within a minute that no click or key had asked for. */
  | 'redirect_loop'
  /** The server refused an authorization request that was pushed to it; see `server`, where it says why. */
  | 'pushed_request_refused'
  // A sign-in in a popup
  /** The browser has not let a popup be opened: no click or key had asked for it just before, or the frame may open none. */
  | 'popup_blocked'
  /** The person has closed the popup, or has gone back to the page without having signed in. */
  | 'popup_closed'
  /** Another popup, a redirect or a sign-out has taken the place of the popup. */
  | 'popup_superseded'
  // The authorization response
  /** The page of the redirect URI was opened without a response. */
  | 'response_missing'
  /** The response holds a malformed percent-encoding or a token no header can carry. */
  | 'response_malformed'
  /** The response holds a known parameter twice. */
  | 'response_parameter_repeated'
  /** The response is longer, or has more parameters, than any real one. */
  | 'response_too_large'
  /** The response came in the query instead of the fragment. */
  | 'response_in_query'
  /** The response came to another page of the app than the redirect URI. */
  | 'redirect_uri_mismatch'
  /** The response carries no `state`. */
  | 'state_missing'
  /** The `state` of the response belongs to no sign-in of this tab, or was used before. */
  | 'state_unknown'
  /** The sign-in that the response belongs to was started too long ago. */
  | 'state_expired'
  /** The `iss` of the response names another server than the one asked. */
  | 'response_issuer_mismatch'
  /** The response has no `iss`, although the server says that it always sends one. */
  | 'response_issuer_missing'
  /** The response is an error and carries a token at the same time. */
  | 'response_contradictory'
  /** The person or the server refused access (`access_denied`). */
  | 'access_denied'
  /** The server cannot answer without showing a page (`login_required`, `consent_required` and the like). */
  | 'interaction_required'
  /** The server answered with any other error; see `server`. */
  | 'authorization_failed'
  /** The response lacks a token that was asked for. */
  | 'token_missing'
  /** The response carries a code or an access token that was not asked for. */
  | 'token_unrequested'
  /** The access token has no `token_type`, or one other than Bearer. */
  | 'token_type_unsupported'
  /** `expires_in` is not a whole number of seconds. */
  | 'expires_in_invalid'
  /** The access token was already expired when it arrived. */
  | 'access_token_expired'
  // The token request
  /** The token endpoint refused to redeem the code, or to refresh; see `server`, where it says why. */
  | 'token_request_refused'
  // The id_token
  /** The id_token is not a JWT in its compact form, or a claim every id_token needs is missing or of the wrong type. */
  | 'id_token_malformed'
  /** The id_token is encrypted. */
  | 'id_token_encrypted'
  /** The header of the id_token says that it is an access token. */
  | 'id_token_type_refused'
  /** The id_token's header demands an extension by `crit`. */
  | 'id_token_extension_refused'
  /** The id_token is unsigned, or signed with an algorithm that is not accepted. */
  | 'id_token_algorithm_refused'
  /** The id_token comes from another issuer. */
  | 'id_token_issuer_mismatch'
  /** The id_token is not meant for this client. */
  | 'id_token_audience_mismatch'
  /** The id_token is also meant for an audience that is not on the trust list. */
  | 'id_token_audience_untrusted'
  /** The id_token was issued to another client (`azp`). */
  | 'id_token_authorized_party_mismatch'
  /** The id_token does not carry the nonce of this sign-in. */
  | 'id_token_nonce_mismatch'
  /** The id_token has expired. */
  | 'id_token_expired'
  /** The id_token is dated in the future. */
  | 'id_token_not_yet_valid'
  /** The id_token was issued before this sign-in began. */
  | 'id_token_too_old'
  /** The person was not authenticated in one of the ways that were asked for. */
  | 'acr_mismatch'
  /** `max_age` was asked for, and the id_token does not say when the person was authenticated. */
  | 'auth_time_missing'
  /** The person was authenticated longer ago than `max_age` allows. */
  | 'auth_time_too_old'
  /** No key of the issuer fits the id_token, not even after fetching the keys once more. */
  | 'signing_key_unknown'
  /** The key that fits the id_token cannot be used in this browser. */
  | 'signing_key_unusable'
  /** The signature of the id_token is wrong. */
  | 'id_token_signature_invalid'
  /** An access token came along, and the id_token has no `at_hash` that vouches for it. */
  | 'at_hash_missing'
  /** The access token is not the one that the id_token vouches for. */
  | 'at_hash_mismatch'
  /** The code is not the one that the id_token vouches for. */
  | 'c_hash_mismatch'
  // Userinfo
  /** The userinfo has no `sub`; or it is signed, and its signature, issuer or audience is wrong. */
  | 'user_info_invalid'
  /** The userinfo endpoint told of somebody else than the id_token. */
  | 'user_info_subject_mismatch'
  // Renewal
  /** The frame of a renewal did not get past the server. */
  | 'renewal_frame_blocked'
  /** Somebody else was signed in at the server when the session was to be renewed or to get an access token. */
  | 'other_person'
  // A sign-in that somebody else asks for
  /** A request from elsewhere to sign somebody in does not name this server, or leads out of the app. */
  | 'login_request_refused'
  // Anything else
  /** The library has a defect. */
  | 'internal_error';

/**
 * What the authorization server itself said about a failure. Plain text from outside: show it as text, never as HTML.
 * @see RFC 6749, section 4.2.2.1
 */
export interface AuthorizationServerError {
  /** The error code of the protocol, such as `access_denied`. */
  readonly error: string;
  /** A sentence meant for developers. */
  readonly description?: string;
  /** An http(s) address with more about the error. */
  readonly uri?: string;
}

/** Failures that may have their cause in how the server is set up, which the doctor asks it. For dev mode alone. */
const BY_SERVER =
  /^(server|cors|metadata|key_set|signing_key|pushed_request|token_request|response_(in|issuer)|state_missing|authorization_failed|renewal_frame|id_token_(algorithm|not_yet|too_old))/;

/**
 * How the doctor is called for each server that the app is configured with. Filled in dev mode alone, for messages to
 * name it.
 */
export const DOCTOR_COMMANDS: string[] = [];

/** Names the command by which the doctor looks into a failure, if it can. The package brings it. */
function orRunDoctor(code: AuthErrorCode): string {
  if (!BY_SERVER.test(code)) return '';
  const commands = new Set(DOCTOR_COMMANDS.length > 0 ? DOCTOR_COMMANDS : ['npx ngx-implicit-auth doctor']);
  return ` Or run: ${[...commands].join(' or: ')}`;
}

/**
 * A failure with a closed `code`, which the message tells. Neither message nor cause contains a token, a state, a
 * nonce or a claim of a person. The message is for developers: whoever signs in is told in other words.
 * @example
 * ```ts
 * if (error instanceof AuthError && error.code === 'access_denied') showWayBack(error.server?.description);
 * ```
 */
export class AuthError extends Error {
  /** The name by which consoles and logs show it. */
  override readonly name = 'AuthError';
  /** What the authorization server said, when the failure was its own answer. */
  readonly server?: AuthorizationServerError;
  /**
   * How long the server asks to be left alone, when it has answered that it is too busy (status 429 or 503): so many
   * seconds, 0 where it does not say or the browser does not tell, or until a moment.
   */
  declare readonly retryAfter?: number | Date;

  constructor(
    /** Says which failure this is. */
    readonly code: AuthErrorCode,
    message: string,
    options?: { readonly cause?: unknown; readonly server?: AuthorizationServerError },
  ) {
    const more =
      typeof ngDevMode === 'undefined' || ngDevMode ? `, see docs/errors.md#${code})${orRunDoctor(code)}` : ')';
    super(`${message} (${code}${more}`, options);
    this.server = options?.server;
  }
}
