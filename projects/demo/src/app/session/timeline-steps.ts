import type { AuthCheck, AuthErrorCode } from 'ngx-implicit-auth';
import { flow } from '../auth.config';
import type { TimelineEntry } from './sign-in-timeline';

type StepState = 'done' | 'failed' | 'open';

/** One step of a sign-in, as the page shows it. */
export interface Step {
  readonly title: string;
  readonly text: string;
  readonly state: StepState;
  /** Milliseconds since the first step; `null` while it has not been taken. */
  readonly afterMs: number | null;
  readonly checks: readonly Check[];
  /** Why the sign-in stopped here. */
  readonly failure: { readonly code: AuthErrorCode; readonly message: string } | null;
}

/** One check of the response. */
interface Check {
  readonly name: AuthCheck;
  readonly title: string;
  readonly state: StepState;
}

/** In the order in which they are made. */
const CHECKS: Readonly<Record<AuthCheck, string>> = {
  state: 'It answers the request of this tab, and is used once',
  response: 'It is complete, brings what was asked for, and is no error',
  format: 'The id_token can be read',
  algorithm: 'It is signed, and by an algorithm that counts',
  issuer: 'It comes from the configured server',
  audience: 'It is meant for this app',
  nonce: 'It was made for this very sign-in',
  lifetime: 'It is fresh: neither expired, nor older than the request',
  authentication: 'It names a person, authenticated as asked for',
  signature: 'The signature is the server’s own',
  'access-token-hash': 'The access token belongs to it',
};

const SECRETS = flow === 'code' ? 'A state, a nonce and a code verifier' : 'A state and a nonce';

const CHECKED =
  flow === 'code'
    ? 'The code was exchanged for tokens. Nothing is believed before every check has passed.'
    : 'Nothing is believed before every check has passed.';

const CHECK_NAMES = Object.keys(CHECKS) as AuthCheck[];

/** Tells the timeline of a sign-in as five steps. */
export function stepsOf(entries: readonly TimelineEntry[]): readonly Step[] {
  const start = entries[0]?.at ?? 0;
  const find = (type: TimelineEntry['type']) => entries.find((entry) => entry.type === type);
  const failed = entries.find((entry) => entry.type === 'failed');
  const passed = new Set(entries.map((entry) => (entry.type === 'check-passed' ? entry.check : null)));
  const captured = find('captured');
  const signedIn = find('signed-in');
  const lastCheck = entries.findLast((entry) => entry.type === 'check-passed');
  // A server that sends no access token, or no id_token, leaves some checks without an object.
  const checkNames = signedIn ? CHECK_NAMES.filter((name) => passed.has(name)) : CHECK_NAMES;

  const step = (title: string, text: string, entry: TimelineEntry | undefined, stopsHere: boolean): Step => ({
    title,
    text,
    state: stopsHere ? 'failed' : entry ? 'done' : 'open',
    afterMs: entry ? entry.at - start : null,
    checks: [],
    failure: stopsHere && failed ? failed : null,
  });
  const firstNotPassed = CHECK_NAMES.find((name) => !passed.has(name));
  const stopped = failed !== undefined;

  return [
    step('Started', `${SECRETS} were drawn for this one sign-in, and kept in this tab.`, find('started'), false),
    step(
      'Left for the server',
      'The page went to the authorization server, which asked who you are.',
      find('left'),
      stopped && !captured,
    ),
    step('Response captured', 'It was taken out of the address bar before anything else ran.', captured, false),
    {
      ...step('Response checked', CHECKED, signedIn && lastCheck, stopped && !!captured),
      checks: captured
        ? checkNames.map((name) => ({
            name,
            title: CHECKS[name],
            state: passed.has(name) ? 'done' : stopped && name === firstNotPassed ? 'failed' : 'open',
          }))
        : [],
    },
    step('Signed in', 'You were brought back to where you came from.', signedIn, false),
  ];
}
