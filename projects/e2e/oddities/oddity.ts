import type { AuthConfig, AuthErrorCode, RenewalOutcome, AuthResponseType } from 'ngx-implicit-auth';
import type { Behaviour } from '../conformance/behaviour.ts';
import type { MisbehavingServer } from '../conformance/misbehaving-server.ts';

/** Something that real authorization servers do differently from what one would expect. */
export interface Oddity {
  /** What such a server does. */
  readonly says: string;
  /** Sign-ins at a server that does it. */
  readonly signIns?: readonly SignIn[];
  /** Renewals in the hidden frame, at a server that does it from then on. */
  readonly renewals?: readonly Renewal[];
  /** The tests elsewhere which prove that an app copes with it, or refuses it. */
  readonly provenBy?: readonly Proof[];
}

/** `accepted`: the person is signed in, and the session can be renewed; any other: the sign-in fails by this code. */
type SignIn = readonly [name: string, fault: Behaviour, outcome: AuthErrorCode | 'accepted', details?: Details];

type Renewal = readonly [name: string, fault: Behaviour, status: RenewalOutcome['status'], code?: AuthErrorCode];

/** A test elsewhere: its file below `projects/e2e`, and words of that file by which it is found. */
type Proof = readonly [file: string, words: string];

/** What else there is to a sign-in. */
export interface Details {
  /** Default: both tokens. */
  readonly responseType?: AuthResponseType;
  /** What the app has to be configured with to cope. Default: nothing. */
  readonly config?: (server: MisbehavingServer) => Partial<AuthConfig>;
  /** What the session holds, among other things. */
  readonly session?: Readonly<Record<string, unknown>>;
  readonly lifetimeSeconds?: number;
  /** The sign-in stands, but the userinfo is not used, by this code. */
  readonly userInfoError?: AuthErrorCode;
  /** The scopes that the app is told it has not got. Default: none. */
  readonly missing?: readonly string[];
  /** What the page of a failed sign-in says. */
  readonly alert?: string;
}
