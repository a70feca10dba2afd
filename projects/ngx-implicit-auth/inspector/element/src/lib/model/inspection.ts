import type {
  AuthErrorCode,
  AuthFeatureKind,
  AuthState,
  ɵEventNote as EventNote,
  ɵRequestNote as RequestNote,
} from 'ngx-implicit-auth';
import type { Option } from './configuration';
import type { Happening } from './event-words';
import type { Flow } from './flow';
import type { Renewal } from './renewal';
import type { SessionFacts } from './session-facts';
import type { StoredData } from './stored-data';
import type { Timeline } from './timeline';

/** All that the inspector shows and reports, at one moment. No token, state, nonce or value of a claim is in it. */
export interface Inspection {
  readonly status: AuthState['status'];
  /** Why the last sign-in has failed; `null` unless the state is `failed`. */
  readonly failure: AuthErrorCode | null;
  readonly flow: Flow;
  /** The session that goes on; `null` when there is none. */
  readonly session: SessionFacts | null;
  readonly renewal: Renewal;
  readonly timeline: Timeline;
  readonly notes: readonly EventNote[];
  readonly latest: readonly Happening[];
  /** Whether the notes begin with the app: `withInspector()` listens from its start, an element alone once it is there. */
  readonly isFromStart: boolean;
  /** How many tabs are open; `null` when nobody can tell. */
  readonly tabs: number | null;
  /** Whether they share the session. */
  readonly sharesTabs: boolean;
  /** The newest first; `null` in production, where none are noted. */
  readonly requests: readonly RequestNote[] | null;
  readonly stored: readonly StoredData[];
  /** Empty until it is there. */
  readonly configuration: readonly Option[];
  /** `null` in production, where nobody tells. */
  readonly features: readonly AuthFeatureKind[] | null;
}
