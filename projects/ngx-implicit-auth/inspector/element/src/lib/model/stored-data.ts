import { ɵisRecord as isRecord, ɵparseJson as parseJson, type AuthStorage } from 'ngx-implicit-auth';
import type { Flow } from './flow';

/** Something that the library may keep, and whether it does so now. Tells that it is there, never what it is. */
export interface StoredData {
  readonly what: string;
  readonly where: string;
  readonly detail: string;
  /** How many there are; 0 when there is none, `null` when nobody can tell. */
  readonly count: number | null;
  /** In bytes; `null` when nobody knows. */
  readonly size: number | null;
  /** Since when it is there, in epoch milliseconds; `null` when nobody knows. */
  readonly since: number | null;
}

/** What there is to look into. */
export interface Places {
  readonly flow: Flow;
  /** What each key of the library's begins with. */
  readonly prefix: string;
  /** The one that the session is kept in. */
  readonly ofSession: () => AuthStorage;
  readonly ofTab: () => Storage;
  readonly ofOrigin: () => Storage;
  /** The names of the databases; `null` where the browser does not tell. */
  readonly databases: readonly string[] | null;
  /** The page's address. */
  readonly address: string;
}

const TAB = 'sessionStorage';
const ORIGIN = 'localStorage';

const SESSION: Readonly<Record<Flow, string>> = {
  implicit: 'Access token, id_token and its claims.',
  code: 'Access token, refresh token, id_token and its claims.',
};
const SIGN_IN: Readonly<Record<Flow, string>> = {
  implicit: 'State, nonce, where to come back to, and the server’s keys.',
  code: 'State, nonce, code verifier, where to come back to, and the server’s keys.',
};

/** Looks what is stored where. */
export function storedData(places: Places): readonly StoredData[] {
  const { flow, prefix, ofTab, ofOrigin, databases, address } = places;
  const inTab = (what: string, name: string, detail: string) => ({
    what,
    where: TAB,
    detail,
    ...found(itemsOf(ofTab, prefix + name)),
  });
  const inOrigin = (what: string, name: string, detail: string) => ({
    what,
    where: ORIGIN,
    detail,
    ...found(itemsOf(ofOrigin, prefix + name)),
  });
  const inDatabase = (what: string, name: string, detail: string) => {
    const count = databases?.filter((each) => each === prefix + name).length ?? null;
    return { what, where: 'IndexedDB', detail, count, size: null, since: null };
  };
  return [
    {
      what: 'Session',
      where: placeOfSession(places),
      detail: `${SESSION[flow]} Gone when it expires, at sign-out, and with the tab where it is the tab’s.`,
      ...found(sessionIn(places)),
    },
    inTab('Sign-ins under way', 'sign-in ', `${SIGN_IN[flow]} Deleted at the first answer.`),
    inTab('Redirects of the last minute', 'round-trips', 'When guards began them, so that a loop is stopped.'),
    inTab('Renewals that did not work', 'renewal', 'Which session could not be renewed, and whether frames work here.'),
    inTab('Session at the server', 'session-check', 'The session_state that its frame has confirmed last.'),
    inTab('Signed out here', 'silent-sign-in', 'So that this tab signs nobody in again without a click.'),
    inTab('Notes of this inspector', 'inspector', 'What it shows of the past. No token, no state and no claim.'),
    inOrigin('Last sign-out', 'signed-out', 'Its number, for tabs that are elsewhere at that moment.'),
    ...(flow === 'code'
      ? [
          inDatabase(
            'Refresh tokens that were sent',
            'sent-refresh-tokens',
            'Their hashes, so that no tab sends one twice.',
          ),
        ]
      : []),
    inDatabase('Key of DPoP', 'dpop', 'It cannot be read out.'),
    {
      what: 'Tokens in the address',
      where: 'Address bar',
      detail: 'An answer is taken out before anything else runs.',
      ...found(/[#&?](access_token|id_token|code)=/.test(address) ? [''] : []),
      size: null,
    },
  ];
}

/** The values below keys that begin so. */
function itemsOf(open: () => Storage, beginning: string): readonly string[] {
  try {
    const storage = open();
    return Object.keys(storage).flatMap((key) => (key.startsWith(beginning) ? [storage.getItem(key) ?? ''] : []));
  } catch {
    return [];
  }
}

function sessionIn({ ofSession, prefix }: Places): readonly string[] {
  try {
    const item = ofSession().getItem(`${prefix}session`);
    return item === null ? [] : [item];
  } catch {
    return [];
  }
}

function placeOfSession({ ofSession, ofTab, ofOrigin }: Places): string {
  const isThat = (open: () => AuthStorage) => {
    try {
      return ofSession() === open();
    } catch {
      return false;
    }
  };
  if (isThat(ofTab)) return TAB;
  return isThat(ofOrigin) ? ORIGIN : 'The app’s own storage';
}

function found(values: readonly string[]): Pick<StoredData, 'count' | 'size' | 'since'> {
  const times = values.map((value) => timeIn(parseJson(value))).filter((time) => time !== null);
  return {
    count: values.length,
    size: values.reduce((sum, value) => sum + new TextEncoder().encode(value).length, 0),
    since: times.length ? Math.min(...times) : null,
  };
}

/** The time that a record of the library's has, or its first entry. */
function timeIn(record: unknown): number | null {
  const first: unknown = Array.isArray(record) ? record[0] : record;
  const time = isRecord(first) ? (first['receivedAt'] ?? first['requestedAt'] ?? first['at']) : first;
  return typeof time === 'number' ? time : null;
}
