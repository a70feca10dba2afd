import type { Group, Piece } from './source-pieces.ts';

/** The options of `AuthConfig` and of its `server` that the doctor has a use for. */
const OPTIONS = [
  'issuer',
  'clientId',
  'redirectUri',
  'postLogoutRedirectUri',
  'postLogoutRedirectParameter',
  'responseType',
  'scope',
  'discoveryUrl',
  'authorizationEndpoint',
  'tokenEndpoint',
  'jwksUri',
  'userInfoEndpoint',
  'revocationEndpoint',
  'endSessionEndpoint',
  'accessTokenParameter',
] as const;

const PRESET_OPTIONS = {
  auth0: ['domain', 'audience'],
  keycloak: ['url', 'realm'],
  aidbox: ['baseUrl'],
  google: [],
  tokenInQuery: [],
} as const;

export type Preset = keyof typeof PRESET_OPTIONS;
const PRESETS = Object.keys(PRESET_OPTIONS) as Preset[];

export type Option = (typeof OPTIONS)[number] | (typeof PRESET_OPTIONS)[Preset][number];

/** Objects in which the same names mean something else. */
const OTHERS = ['resourceServers', 'parameters', 'logoutParameters', 'jwks'];

/** What a source writes. */
export interface Written {
  /** By each option the values that it is given; `null`: no string literal. */
  readonly options: ReadonlyMap<Option, readonly (string | null)[]>;
  /** The presets that it calls. */
  readonly presets: readonly Preset[];
  /** What is spread into its objects, and is no preset. */
  readonly spread: readonly string[];
}

/** Reads what the objects of a source say of the options. */
export function writtenOptions(source: readonly Piece[]): Written {
  const options = new Map<Option, (string | null)[]>();
  const presets = new Set<Preset>();
  const spread: string[] = [];

  const note = (name: string | null, value: string | null, preset: Preset | null): void => {
    const own: readonly string[] = preset ? PRESET_OPTIONS[preset] : [];
    const option = [...OPTIONS, ...own].find((one): one is Option => one === name);
    if (option) options.set(option, [...(options.get(option) ?? []), value]);
  };
  const look = (pieces: readonly Piece[], preset: Preset | null): void => {
    pieces.forEach((piece, at) => {
      if (piece.kind !== 'group' || isOfTypes(pieces, at)) return;
      const called = piece.opening === '(' ? presetAt(pieces, at - 1) : null;
      if (called) presets.add(called);
      if (piece.opening === '{') for (const member of membersOf(piece)) read(member, preset);
      else look(piece.pieces, called);
    });
  };
  const read = (member: readonly Piece[], preset: Preset | null): void => {
    const [first, second, third] = member;
    if ([first, second, third].every((piece) => isMark(piece, '.'))) {
      if (presetAt(member, 3)) look(member, null);
      else spread.push(`...${wordsOf(member.slice(3))}`);
      return;
    }
    const name = nameOf(first);
    if (isMark(second, ':')) {
      if (name !== null && OTHERS.includes(name)) return;
      const value = member.slice(2);
      note(name, textOf(value), preset);
      look(value, null);
      return;
    }
    if (member.length === 1) note(name, null, preset);
    // A getter.
    if (name === 'get' && third?.kind === 'group') note(nameOf(second), null, preset);
    look(member, null);
  };
  look(source, null);
  return { options, presets: [...presets], spread };
}

function isMark(piece: Piece | undefined, ...marks: readonly string[]): boolean {
  return piece?.kind === 'mark' && marks.includes(String(piece.value));
}

function isWord(piece: Piece | undefined, ...words: readonly string[]): boolean {
  return piece?.kind === 'word' && words.includes(String(piece.value));
}

/** Whether a group declares types, or names to import or export. */
function isOfTypes(pieces: readonly Piece[], at: number): boolean {
  if (isWord(pieces[at - 1], 'import', 'export', 'type') || isWord(pieces[at - 2], 'interface')) return true;
  return isMark(pieces[at - 1], '=') && isWord(pieces[at - 3], 'type');
}

/** The preset that is called by the name at a place; `null`: none, or one of somebody else's. */
function presetAt(pieces: readonly Piece[], at: number): Preset | null {
  const [called, name] = [pieces[at + 1], pieces[at]];
  const isCall = called?.kind === 'group' && called.opening === '(';
  const isOwn = at < 1 || !isMark(pieces[at - 1], '.') || isMark(pieces[at - 2], '.');
  return isCall && isOwn ? (PRESETS.find((preset) => isWord(name, preset)) ?? null) : null;
}

function membersOf({ pieces }: Group): readonly (readonly Piece[])[] {
  const members: Piece[][] = [[]];
  for (const piece of pieces) {
    if (isMark(piece, ',', ';')) members.push([]);
    else members.at(-1)?.push(piece);
  }
  return members.filter(({ length }) => length > 0);
}

/** The name of a property, also of one in brackets. */
function nameOf(piece: Piece | undefined): string | null {
  if (piece?.kind === 'group')
    return piece.opening === '[' && piece.pieces.length === 1 ? nameOf(piece.pieces[0]) : null;
  return piece && piece.kind !== 'mark' ? piece.value : null;
}

/** The text that a value is, where it is nothing else. */
function textOf([first, ...rest]: readonly Piece[]): string | null {
  if (rest.length > 0 && !isWord(rest[0], 'as', 'satisfies')) return null;
  if (first?.kind === 'group') return first.opening === '(' ? textOf(first.pieces) : null;
  return first?.kind === 'text' ? first.value : null;
}

/** An expression, as far as it is one name. */
function wordsOf(pieces: readonly Piece[]): string {
  const end = pieces.findIndex((piece) => piece.kind !== 'word' && !isMark(piece, '.', '?'));
  const name = pieces
    .slice(0, end < 0 ? pieces.length : end)
    .map((piece) => (piece.kind === 'group' ? '' : piece.value));
  return name.join('') || '(…)';
}
