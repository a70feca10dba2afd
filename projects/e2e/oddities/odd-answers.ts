import { without } from '../conformance/behaviour.ts';
import { announces, ANY_ORDER, error, errorWithoutState, IN_QUERY, redirectsTo, says, showsPage } from './faults.ts';
import type { Oddity } from './oddity.ts';

const SCOPE = 'openid profile email address phone';

/** Oddities 1 to 9: what the authorization endpoint answers. */
export const ODD_ANSWERS: readonly Oddity[] = [
  {
    says: 'errors come in the query, although the answer belongs into the fragment',
    signIns: [
      ['R19 R21 access_denied in the query', { ...error('access_denied'), ...IN_QUERY }, 'access_denied'],
      ['R19 R21 login_required in the query', { ...error('login_required'), ...IN_QUERY }, 'interaction_required'],
    ],
    provenBy: [['session/renewal-answers.e2e.ts', "'R50 login_required in the query'"]],
  },
  {
    says: 'errors come without state',
    signIns: [
      ['R15 login_required without state', errorWithoutState('login_required'), 'state_missing'],
      ['R15 invalid_request without state', errorWithoutState('invalid_request'), 'state_missing'],
    ],
    provenBy: [
      ['oddities/errors-without-state.e2e.ts', 'consumes no pending record'],
      ['oddities/errors-without-state.e2e.ts', 'an error without state in the query'],
      ['session/renewal-answers.e2e.ts', "'R50 login_required without state'"],
    ],
  },
  {
    says: 'a silent request is answered by a page, by a failure or never',
    renewals: [
      ['R52 HTTP 500 in the frame', showsPage(500, 'Oops'), 'frame-blocked', 'renewal_frame_blocked'],
      [
        'R52 HTTP 500 in the frame, with X-Frame-Options',
        showsPage(500, 'Oops', { 'X-Frame-Options': 'SAMEORIGIN' }),
        'frame-blocked',
        'renewal_frame_blocked',
      ],
      [
        'R50 R52 a consent page in the frame',
        showsPage(200, '<form><button>Allow</button></form>'),
        'frame-blocked',
        'renewal_frame_blocked',
      ],
    ],
    provenBy: [
      ['session/renewal-frame.e2e.ts', 'R52 a server that never answers'],
      ['session/renewal-frame.e2e.ts', "'a login page'"],
      ['session/renewal-frame.e2e.ts', "'a login page with X-Frame-Options'"],
      ['session/renewal-frame.e2e.ts', "'a login page with frame-ancestors'"],
      ['session/renewal-frame.e2e.ts', "'a login page that breaks out of frames'"],
      ['session/framing-refused.e2e.ts', 'and then by navigation'],
    ],
  },
  {
    says: 'a silent request is refused by any of several codes',
    provenBy: [
      ['session/renewal-answers.e2e.ts', "'R50 login_required'"],
      ['session/renewal-answers.e2e.ts', "'R50 interaction_required'"],
      ['session/renewal-answers.e2e.ts', "'R50 consent_required'"],
      ['session/renewal-answers.e2e.ts', "'R50 account_selection_required'"],
      ['session/renewal-answers.e2e.ts', "'R51 any other error'"],
      ['oddities/id-token-hint.e2e.ts', 'wants the newest id_token'],
      ['oddities/id-token-hint.e2e.ts', 'without a hint'],
    ],
  },
  {
    says: 'a person who says no is reported in one way or another, or not at all',
    signIns: [
      [
        'R19 access_denied with a description',
        error('access_denied', { error_description: 'Ada <b>said</b> no, & meant it' }),
        'access_denied',
        { alert: 'Ada <b>said</b> no, & meant it' },
      ],
      ['R19 access_denied alone', error('access_denied'), 'access_denied', { alert: 'Access was refused' }],
      ['R19 consent_required', error('consent_required'), 'interaction_required'],
    ],
    provenBy: [['oddities/stays-at-server.e2e.ts', 'a denial']],
  },
  {
    says: 'token_type is written in any way, parameters stand in any order, and so do the words of a response type',
    signIns: [
      ['R23 token_type bearer', says({ token_type: 'bearer' }), 'accepted'],
      ['R23 token_type BEARER', says({ token_type: 'BEARER' }), 'accepted'],
      ['R11 another order of parameters each time', ANY_ORDER, 'accepted'],
      [
        'R2 token id_token in the metadata',
        announces({ response_types_supported: ['code', 'token id_token'] }),
        'accepted',
      ],
    ],
  },
  {
    says: 'expires_in and scope are left out, or say something else than expected',
    signIns: [
      ['R24 no expires_in', { response: without('expires_in') }, 'accepted', { lifetimeSeconds: 3600 }],
      [
        'R24 no expires_in, and a lifetime by configuration',
        { response: without('expires_in') },
        'accepted',
        { config: () => ({ accessTokenLifetimeSeconds: 120 }), lifetimeSeconds: 120 },
      ],
      ['R24 expires_in 3599', says({ expires_in: '3599' }), 'accepted', { lifetimeSeconds: 3599 }],
      [
        'R24 expires_in with a lone id_token',
        says({ expires_in: '3599' }),
        'accepted',
        { responseType: 'id_token', lifetimeSeconds: 600 },
      ],
      ['R25 no scope', { response: without('scope') }, 'accepted', { session: { scope: SCOPE } }],
      [
        'R25 a narrower scope',
        says({ scope: 'openid profile read' }),
        'accepted',
        {
          config: () => ({ scope: 'openid profile read approve' }),
          session: { scope: 'openid profile read' },
          missing: ['approve'],
        },
      ],
      [
        'R25 a scope without those of OpenID',
        says({ scope: 'read' }),
        'accepted',
        { config: () => ({ scope: 'openid profile read' }), session: { scope: 'read' } },
      ],
    ],
  },
  {
    says: 'a response holds more than was asked for',
    signIns: [
      [
        'R13 R57 session_state with + / =',
        { sessionState: () => 'a+b/c==.e%2B' },
        'accepted',
        { session: { sessionState: 'a+b/c==.e%2B' } },
      ],
      ['R13 iat', says({ iat: '1700000000' }), 'accepted'],
      [
        'R17 iss, which is not announced',
        { metadata: without('authorization_response_iss_parameter_supported') },
        'accepted',
      ],
      ['R17 iss announced, and sent with errors only: a success', { responseIssuer: () => null }, 'accepted'],
      ['R17 iss announced, and sent with errors only: an error', error('access_denied'), 'access_denied'],
    ],
  },
  {
    says: 'values are encoded in any way that a form may be',
    signIns: [
      ['R11 a space as +', says({ scope: SCOPE }), 'accepted', { session: { scope: SCOPE } }],
      [
        'R11 a space as %20',
        { ...says({ scope: SCOPE }), ...redirectsTo((location) => location.replaceAll('+', '%20')) },
        'accepted',
        { session: { scope: SCOPE } },
      ],
      [
        'R11 a token with + / =',
        { accessToken: () => 'ya+29/x0==' },
        'accepted',
        { session: { accessToken: 'ya+29/x0==' } },
      ],
      [
        'R11 a token with / = as they are',
        {
          accessToken: () => 'ya29/x0==',
          ...redirectsTo((location) => location.replaceAll('%2F', '/').replaceAll('%3D', '=')),
        },
        'accepted',
        { session: { accessToken: 'ya29/x0==' } },
      ],
      [
        'R11 a token with + as it is',
        { accessToken: () => 'ya+29', ...redirectsTo((location) => location.replaceAll('%2B', '+')) },
        'response_malformed',
      ],
      ['R11 R14 parameters without =', redirectsTo((location) => `${location}&flag&scope&`), 'accepted'],
    ],
  },
];
