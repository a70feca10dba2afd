import {
  ɵlastSignIn as lastSignIn,
  type AuthCheck,
  type ɵEventNote as EventNote,
  type ɵFailure as Failure,
} from 'ngx-implicit-auth';
import type { Flow } from './flow';

export type StepState = 'done' | 'failed' | 'open';

/** The last sign-in of this tab. */
export interface Timeline {
  /** Epoch milliseconds; `null` when this tab has seen none. */
  readonly startedAt: number | null;
  readonly steps: readonly Step[];
}

/** One step of a sign-in. */
interface Step {
  readonly title: string;
  readonly text: string;
  readonly state: StepState;
  /** Milliseconds since the first step; `null` while it has not been taken. */
  readonly afterMs: number | null;
  readonly checks: readonly Check[];
  /** Why the sign-in stopped here. */
  readonly failure: Failure | null;
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

const WORDS: Readonly<Record<Flow, { readonly secrets: string; readonly checked: string }>> = {
  implicit: {
    secrets: 'A state and a nonce',
    checked: 'Nothing is believed before every check has passed.',
  },
  code: {
    secrets: 'A state, a nonce and a code verifier',
    checked: 'The code was exchanged for tokens. Nothing is believed before every check has passed.',
  },
};

const CHECK_NAMES = Object.keys(CHECKS) as AuthCheck[];

/** Tells the last sign-in as five steps. */
export function timelineOf(notes: readonly EventNote[], flow: Flow): Timeline {
  const signIn = lastSignIn(notes);
  return { startedAt: signIn[0]?.at ?? null, steps: stepsOf(signIn, flow) };
}

function stepsOf(notes: readonly EventNote[], flow: Flow): readonly Step[] {
  const start = notes[0]?.at ?? 0;
  const find = (type: EventNote['type']) => notes.find((note) => note.type === type);
  const [failure = null] = notes.flatMap((note) => (note.type === 'sign-in-failed' ? [note.failure] : []));
  const passed = new Set(notes.map((note) => (note.type === 'check-passed' ? note.check : null)));
  const captured = find('response-captured');
  const signedIn = find('signed-in');
  const [lastCheck] = notes.filter(({ type }) => type === 'check-passed').slice(-1);
  // A server that sends no access token, or no id_token, leaves some checks without an object.
  const checkNames = signedIn ? CHECK_NAMES.filter((name) => passed.has(name)) : CHECK_NAMES;
  const firstNotPassed = CHECK_NAMES.find((name) => !passed.has(name));

  const step = (title: string, text: string, note: EventNote | undefined, stopsHere = false): Step => ({
    title,
    text,
    state: stopsHere ? 'failed' : note ? 'done' : 'open',
    afterMs: note ? note.at - start : null,
    checks: [],
    failure: stopsHere ? failure : null,
  });
  const check = (name: AuthCheck): Check => ({
    name,
    title: CHECKS[name],
    state: passed.has(name) ? 'done' : failure && name === firstNotPassed ? 'failed' : 'open',
  });

  return [
    step(
      'Started',
      `${WORDS[flow].secrets} were drawn for this one sign-in, and kept in this tab.`,
      find('sign-in-started'),
    ),
    step(
      'Left for the server',
      'The page went to the authorization server, which asked who it is.',
      find('left'),
      failure !== null && !captured,
    ),
    step('Response captured', 'It was taken out of the address bar before anything else ran.', captured),
    {
      ...step('Response checked', WORDS[flow].checked, signedIn && lastCheck, failure !== null && !!captured),
      checks: captured ? checkNames.map(check) : [],
    },
    step('Signed in', 'The app went on at the page where it began.', signedIn),
  ];
}
