import { globSync, readFileSync } from 'node:fs';
import { keepAccessToken, refreshTokenReplaced } from './access-tokens/held-access-tokens';
import { AuthError } from './protocol/auth-error';
import { renewalBegan, renewalFailed } from './renewal/renewal-inputs';
import { renewed } from './renewal/renewed';
import type { AuthEvent } from './session/auth-event';
import { sessionOf } from './session/auth-state';
import {
  deadlinePassed,
  leaving,
  pageOpened,
  pageRestored,
  sessionEnded,
  signedIn,
  signedOut,
  signInFailed,
  told,
  type SessionInput,
  type SessionStep,
} from './session/session-input';
import type { SessionMachine } from './session/session-machine';
import type { SessionState, StoredSession } from './session/session-store';
import { answerDropped, staying } from './sign-in/sign-in-inputs';

const DOCUMENT = 'docs/architecture.md';
const SOURCES = 'projects/ngx-implicit-auth/src/lib/*/*.ts';
const NOW = 1_800_000_000_000;

function session(id: string, expiresAt: number): StoredSession {
  return {
    id,
    accessToken: 'access-token',
    idToken: 'id-token',
    claims: { iss: 'https://id.example.com', sub: 'alice', sid: `sid of ${id}` } as unknown as StoredSession['claims'],
    scope: 'openid',
    sessionState: null,
    receivedAt: NOW - 600_000,
    expiresAt,
    server: { issuer: 'https://id.example.com', authorizationEndpoint: 'https://id.example.com/authorize' },
  };
}

const LIVE = session('live', NOW + 1);
const EXPIRED = session('expired', NOW);
/** Past its deadline, as apps see it while it is renewed. */
const BARE = { ...session('bare', NOW), accessToken: null, idToken: null };
const STORED = [session('stored', NOW + 1), session('stored, expired', NOW), null];
const ENDING = session('ending', NOW + 1);
const OTHER = session('other', NOW + 1);
/** An event that an input is given to tell. */
const GIVEN: AuthEvent = { type: 'response-captured' };
const ERROR = new AuthError('access_denied', 'The person has refused.');
const FAILURE = { error: ERROR, returnTo: '/' };

/** A state in which the machine can be: by its status, and by what has become of its session. */
interface Kind {
  readonly status: SessionState['status'];
  readonly form: string;
  readonly state: SessionState;
}

/** The session of `BARE` as the machine keeps it. */
const WHOLE: StoredSession = { ...BARE, accessToken: 'access-token', idToken: 'id-token' };

const KINDS: readonly Kind[] = [
  { status: 'starting', form: '', state: { status: 'starting' } },
  { status: 'signed-out', form: '', state: { status: 'signed-out' } },
  ...withSession('redirecting', { live: LIVE, expired: EXPIRED, bare: BARE, none: null }),
  { status: 'completing', form: '', state: { status: 'completing' } },
  ...withSession('signed-in', { live: LIVE, expired: EXPIRED }),
  ...withSession('renewing', { live: LIVE, expired: EXPIRED, bare: BARE, none: null }),
  { status: 'failed', form: '', state: { status: 'failed', ...FAILURE } },
];

function withSession(status: Kind['status'], forms: Readonly<Record<string, StoredSession | null>>): readonly Kind[] {
  return Object.entries(forms).map(([form, own]) => ({
    status,
    form,
    state: { status, session: own } as SessionState,
  }));
}

/** All that an input may look at. */
interface Situation extends Kind {
  readonly mayRevive: boolean;
  readonly ending: StoredSession | null;
  readonly stored: StoredSession | null;
}

const SITUATIONS: readonly Situation[] = KINDS.flatMap((kind) =>
  [true, false].flatMap((mayRevive) =>
    (kind.form === 'bare' ? [WHOLE] : [null, ENDING]).flatMap((ending) =>
      STORED.map((stored) => ({ ...kind, mayRevive, ending, stored })),
    ),
  ),
);

/** One way in which something happens: in the words of the table, and the input that tells the machine of it. */
interface Happening {
  readonly name: string;
  readonly words: (situation: Situation) => string;
  readonly input: (situation: Situation) => SessionInput;
}

function when(
  name: string,
  words: string | ((situation: Situation) => string),
  input: (situation: Situation) => SessionInput,
): Happening {
  return { name, words: typeof words === 'string' ? () => words : words, input };
}

/** Words for something after which a session goes on, if one can. */
function thenGoesOn(what: string, of: (situation: Situation) => StoredSession | null) {
  return (situation: Situation): string => {
    const one = of(situation);
    if (one && one.expiresAt > NOW) return `${what}, and a session is live`;
    return one && situation.mayRevive
      ? `${what}, and an expired session can be renewed`
      : `${what}, and no session can go on`;
  };
}

function thenComesBack(situation: Situation): string {
  const { stored, ending, mayRevive } = situation;
  const goesOn = stored && (mayRevive || stored.expiresAt > NOW);
  const what = thenGoesOn('the page comes back from the back/forward cache', ofStore)(situation);
  if (goesOn || !ending) return what;
  return `${what}, not even its own`;
}

const ofStore = ({ stored }: Situation) => stored;
const ofState = ({ state }: Situation) => sessionOf(state);

const HAPPENINGS: readonly Happening[] = [
  when('pageOpened', 'a page is opened, with a response in its address', () => pageOpened(true)),
  when('pageOpened', thenGoesOn('a page is opened', ofStore), () => pageOpened(false)),
  when('pageRestored', thenComesBack, () => pageRestored()),
  when(
    'leaving',
    ({ status, stored }) =>
      status === 'completing' && stored
        ? 'the page is about to be left once more, and a session is stored'
        : 'the page is about to be left',
    () => leaving(),
  ),
  when('staying', thenGoesOn('the page was to be left, and is still there', ofState), () => staying()),
  when(
    'signInFailed',
    thenGoesOn('a sign-in has failed', (at) => ofState(at) ?? at.stored),
    () => signInFailed(ERROR, '/'),
  ),
  when('answerDropped', thenGoesOn('the answer to a redirect is not used', ofStore), () => answerDropped(null, GIVEN)),
  when('answerDropped', thenGoesOn('the answer to a redirect is refused', ofStore), () =>
    answerDropped(FAILURE, GIVEN),
  ),
  when('signedIn', 'somebody has signed in, here or in another tab', () => signedIn(OTHER, GIVEN)),
  when('tokenAdded', 'the session has got the token of an API', () => tokenAdded()),
  when('refreshTokenReplaced', 'the session has another refresh token', (at) =>
    refreshTokenReplaced(ofState(at) ?? OTHER, 'another refresh token'),
  ),
  when('renewalBegan', 'a silent sign-in begins', () => renewalBegan(null)),
  when('renewalBegan', 'a renewal of the session begins', (at) => renewalBegan(ofState(at) ?? OTHER)),
  when('renewalBegan', 'a renewal of another session begins', () => renewalBegan(OTHER)),
  when('renewed', 'the session is renewed', () => renewed(OTHER, GIVEN)),
  when(
    'renewalFailed',
    ({ ending }) => (ending ? 'a renewal has brought nothing' : 'a silent sign-in has brought nothing'),
    () => renewalFailed(GIVEN),
  ),
  when(
    'deadlinePassed',
    ({ status, mayRevive }) =>
      !['redirecting', 'signed-in'].includes(status)
        ? 'the clock has passed the deadline'
        : `the clock has passed the deadline, and a renewal ${mayRevive ? 'can' : 'cannot'} follow`,
    () => deadlinePassed(),
  ),
  when('signedOut', 'the person signs out here', () => signedOut(undefined, GIVEN)),
  when('signedOut', 'the session at the server has ended', () => signedOut('session-ended', GIVEN)),
  ...(['other-person', 'other-tab', 'front-channel'] as const).map((reason) =>
    when('signedOut', 'somebody else ends the session', () => signedOut(reason, GIVEN)),
  ),
  ...(['other-tab', 'front-channel'] as const).flatMap((reason) => [
    when(
      'sessionEnded',
      ({ ending }) => (ending ? 'somebody else ends every session, or this one by its `sid`' : ''),
      () => sessionEnded(null, reason),
    ),
    when(
      'sessionEnded',
      ({ ending }) => (ending ? 'somebody else ends every session, or this one by its `sid`' : ''),
      ({ ending }) => sessionEnded(ending?.claims?.sid, reason),
    ),
    when('sessionEnded', 'somebody else ends another session', () => sessionEnded(OTHER.claims?.sid, reason)),
  ]),
  when('told', 'something is to be told, in its turn', () => told(GIVEN)),
];

/** The input by which a token gets into a session; nothing else makes it. */
function tokenAdded(): SessionInput {
  const sent: SessionInput[] = [];
  const machine = {
    states: { value: { status: 'signed-in', session: LIVE } },
    send: (input: SessionInput) => sent.push(input),
  } as unknown as SessionMachine;
  keepAccessToken(machine, LIVE, 'key', LIVE);
  return sent[0]!;
}

/** Which session the next state has. */
function sessionThen(before: SessionState, { state, keep }: SessionStep): string {
  if (!('session' in state)) return '';
  const own = sessionOf(before);
  if (state.session === null) return 'none';
  if (state.session === keep) return 'the new one';
  if (STORED.includes(state.session)) return 'the stored one';
  if (state.session === own) return 'as it was';
  const { accessToken, idToken, ...rest } = state.session;
  expect({ ...own, ...rest }).toEqual(own);
  expect([accessToken, idToken]).toEqual([null, null]);
  return 'without its tokens';
}

/** What the machine does beside entering the next state. */
function effectsOf({ keep, isNew, forgets, events = [], endsAll, revives }: SessionStep): string {
  const types = events.map((event) => (event === GIVEN ? '…' : `\`${event.type}\``));
  return [
    keep && (isNew ? 'stores in any case' : 'stores'),
    forgets && 'forgets',
    types.length > 0 && `tells ${types.join(', ')}`,
    endsAll && 'ends all tabs',
    revives && 'revives',
  ]
    .filter(Boolean)
    .join('; ');
}

/** The states in a list, in the words of the table. */
function fromCell(kinds: readonly Kind[]): string {
  const of = (all: readonly Kind[], status: string) => all.filter((kind) => kind.status === status);
  const statuses = [...new Set(KINDS.map(({ status }) => status))];
  const missing = statuses.filter((status) => of(kinds, status).length < of(KINDS, status).length);
  if (!missing.length) return 'any';
  const [only = '', ...more] = missing;
  if (!more.length && !of(kinds, only).length) return `any but \`${only}\``;
  return statuses
    .filter((status) => of(kinds, status).length)
    .map((status) => {
      const forms = of(kinds, status).map(({ form }) => form);
      return missing.includes(status) ? `\`${status}\` (${forms.join(', ')})` : `\`${status}\``;
    })
    .join(', ');
}

/** The rows of the table, as the code makes them: what leads nowhere has none. */
function rows(): readonly string[] {
  const outcomes = new Map<string, Kind[]>();
  const seen = new Map<string, string>();
  for (const { name, words, input } of HAPPENINGS) {
    for (const situation of SITUATIONS) {
      const { state, status, form, mayRevive, ending, stored } = situation;
      const step = input(situation)(state, { now: NOW, mayRevive, ending, stored: () => stored });
      const effects = effectsOf(step);
      const to = step.state === state ? 'the same' : `\`${step.state.status}\``;
      const then = step.state === state ? '' : sessionThen(state, step);
      const outcome = JSON.stringify([name, words(situation), to, then, effects]);
      // In the same words, the same leads to the same.
      const what = [name, words(situation), status, form].join();
      expect([what, seen.get(what) ?? outcome]).toEqual([what, outcome]);
      seen.set(what, outcome);
      if (to === 'the same' && !effects) continue;
      const kinds = outcomes.get(outcome) ?? [];
      outcomes.set(outcome, kinds);
      if (!kinds.some((kind) => kind.state === state)) kinds.push(situation);
    }
  }
  return [...outcomes].map(([outcome, kinds]) => {
    const [name, words, ...rest] = JSON.parse(outcome) as readonly string[];
    return [`\`${name ?? ''}\``, words, fromCell(kinds), ...rest].join(' | ');
  });
}

/** The rows of the table, as the document has them. */
function documentedRows(): readonly string[] {
  const [, table = ''] = readFileSync(DOCUMENT, 'utf8').split(/^\| input +\| what has happened.*\n.*\n/m);
  const [body = ''] = table.split('\n\n');
  let input = '';
  return body
    .trim()
    .split('\n')
    .map((row) => {
      const [name = '', ...cells] = row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      // Only the first row of an input names it.
      input = name || input;
      return [input, ...cells].join(' | ');
    });
}

describe('the table of the inputs in docs/architecture.md', () => {
  it('tells what each input does in each state, as the code does it', () => {
    expect(documentedRows()).toEqual(rows());
  });

  it('has every function that makes an input', () => {
    const made = globSync(SOURCES)
      .filter((file) => !file.endsWith('.spec.ts'))
      .flatMap((file) => [
        ...readFileSync(file, 'utf8').matchAll(/function (\w+)\((?:(?!function )[^])*?\): SessionInput \{/g),
      ])
      .map(([, name]) => `\`${name ?? ''}\``);
    const documented = documentedRows().map((row) => row.split(' | ')[0]);

    expect([...new Set(documented)].sort()).toEqual(made.sort());
  });
});
