import type { ɵEventNote as EventNote, ɵRequestNote as RequestNote } from 'ngx-implicit-auth';
import type { Inspection } from '../model/inspection';
import { answerWords, tokenWords } from '../model/request-words';
import type { SessionFacts } from '../model/session-facts';
import type { StoredData } from '../model/stored-data';
import type { Timeline } from '../model/timeline';
import { harmless } from './harmless';

/** Where a report is made. */
export interface Environment {
  readonly library: string;
  readonly angular: string;
  /** As the browser names itself. */
  readonly browser: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The names of claims that the specifications give. */
const CLAIMS: readonly string[] = (
  'iss sub aud exp nbf iat jti auth_time nonce acr amr azp at_hash c_hash s_hash sid name given_name family_name ' +
  'middle_name nickname preferred_username profile picture website email email_verified gender birthdate zoneinfo ' +
  'locale phone_number phone_number_verified address updated_at scope roles groups entitlements cnf'
).split(' ');

/** How many of the latest events are in a report. */
const EVENTS = 40;

/**
 * The inspection as Markdown for an issue. Errors are in it by their code, requests by their resource server, claims by
 * their name.
 */
export function reportOf(inspection: Inspection, environment: Environment): string {
  const { status, failure, flow, features, isFromStart, tabs } = inspection;
  const { library, angular, browser, now } = environment;
  const facts = [
    `Versions: ngx-implicit-auth ${library}, Angular ${angular}`,
    `Browser: ${harmless(browser)}`,
    `Time: ${new Date(now).toISOString()}`,
    `State: ${status}${failure ? ` (${failure})` : ''}`,
    `Flow: ${flow}`,
    `Features: ${features ? features.join(', ') || 'none' : 'not known in production'}`,
    `Open tabs: ${tabs ?? 'not known'}`,
  ];
  return [
    '## ngx-implicit-auth, as the inspector sees it',
    list(facts),
    section('Session', sessionLines(inspection.session)),
    section('Last sign-in', timelineLines(inspection.timeline)),
    section(isFromStart ? 'Events' : 'Events, since the inspector was shown', eventLines(inspection.notes)),
    section('Requests', requestLines(inspection.requests)),
    section('Stored', table(['What', 'Where', 'How many', 'Bytes'], inspection.stored.map(storedRow))),
    section('Configuration', configurationLines(inspection)),
  ].join('\n\n');
}

function sessionLines(session: SessionFacts | null): string {
  if (!session) return 'None.';
  const asked = session.scopes.filter(({ isAskedFor }) => isAskedFor).map(({ name }) => name);
  const rows = session.tokens.map(({ name, audience, scope, receivedAt, expiresAt, isBound }) => [
    audience === null ? name : `${name} for ${harmless(audience)}`,
    timeOf(receivedAt),
    timeOf(expiresAt),
    isBound ? 'DPoP' : '',
    known(scope.split(' '), [...asked, ...(audience ?? '').split(' ')]),
  ]);
  const refused = session.scopes.filter(({ isGranted }) => !isGranted).map(({ name }) => harmless(name));
  return [
    table(['Token', 'Received', 'Ends', 'Bound', 'Scope'], rows),
    list([
      `Ends: ${timeOf(session.expiresAt)}`,
      `Claims${session.isVerified ? ', verified' : ''}: ${known(session.claims, CLAIMS) || 'none'}`,
      `Scopes not granted: ${refused.join(' ') || 'none'}`,
    ]),
  ].join('\n\n');
}

/** Names that are known already; of others, which a server has chosen, how many. */
function known(names: readonly string[], all: readonly string[]): string {
  const given = names.filter(Boolean);
  const told = given.filter((name) => all.includes(name));
  const others = given.length - told.length;
  return [...told.map(harmless), ...(others ? [`${others} ${others === 1 ? 'other' : 'others'}`] : [])].join(', ');
}

function timelineLines({ startedAt, steps }: Timeline): string {
  if (startedAt === null) return 'None in this tab.';
  return list(
    steps.flatMap(({ title, state, afterMs, checks, failure }) => [
      `${title}: ${state}${afterMs === null ? '' : `, after ${afterMs} ms`}${failure ? ` (${failure.code})` : ''}`,
      ...checks.map((check) => `  - ${check.name}: ${check.state}`),
    ]),
  );
}

function eventLines(notes: readonly EventNote[]): string {
  return list(notes.slice(-EVENTS).map((note) => `${timeOf(note.at)} ${eventWords(note)}`)) || 'None.';
}

function eventWords(note: EventNote): string {
  const words = [
    note.type,
    'check' in note && note.check,
    'status' in note && note.status,
    'reason' in note && note.reason,
    'missing' in note && harmless(note.missing.join(' ')),
    'failure' in note && note.failure && `(${note.failure.code})`,
  ];
  return words.filter(Boolean).join(' ');
}

function requestLines(requests: readonly RequestNote[] | null): string {
  if (!requests) return 'Noted in development alone.';
  if (requests.length === 0) return 'None.';
  return table(['When', 'Method', 'To', 'Token', 'Answer'], requests.map(requestRow));
}

/** Of a request, the resource server or the origin: a path may hold anything. */
function requestRow(request: RequestNote): readonly string[] {
  const { at, method, address, server } = request;
  return [
    timeOf(at),
    harmless(method),
    harmless(server ?? originOf(address)),
    tokenWords(request),
    answerWords(request),
  ];
}

function originOf(address: string): string {
  return /^[a-z]+:(\/\/[^/]*)?/i.exec(address)?.[0] ?? '';
}

function storedRow({ what, where, count, size }: StoredData): readonly string[] {
  return [what, where, String(count ?? 'not known'), String(size ?? '')];
}

function configurationLines({ configuration }: Inspection): string {
  if (configuration.length === 0) return 'Not known.';
  const rows = configuration.map(({ name, value, isDefault, isPrivate }) => [
    name,
    isPrivate && !isDefault ? 'set' : harmless(value),
    isDefault ? 'default' : '',
  ]);
  return table(['Option', 'Value', ''], rows);
}

function section(title: string, content: string): string {
  return `### ${title}\n\n${content || 'None.'}`;
}

function list(lines: readonly string[]): string {
  return lines.map((line) => (line.startsWith(' ') ? line : `- ${line}`)).join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The greatest time that a date can have. */
const LAST_MS = 8.64e15;

/** Out of a storage, a time may be any number. */
function timeOf(milliseconds: number | null): string {
  return milliseconds === null || !(Math.abs(milliseconds) <= LAST_MS) ? '' : new Date(milliseconds).toISOString();
}
