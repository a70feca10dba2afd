/** A piece of a source: a name or a number, a mark such as `{`, or a text in quotes. */
interface Token {
  readonly kind: 'word' | 'mark' | 'text';
  /** The word or the mark, or what the text says; `null`: it cannot be told without running it. */
  readonly value: string | null;
}

const BLANK = /\s+|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/y;
const QUOTED = /'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*"/y;
const WORD = /[\p{L}\p{N}_$]+/uy;
const PATTERN = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y;

/** What stands between two brackets. */
export interface Group {
  readonly kind: 'group';
  readonly opening: string;
  readonly pieces: readonly Piece[];
}

export type Piece = Token | Group;

/** Takes a source of TypeScript apart, without its comments and regular expressions. It runs nothing. */
export function piecesOf(source: string): readonly Piece[] {
  const whole: Piece[] = [];
  const open = [whole];
  for (const token of tokensFrom(source, 0, null).tokens) {
    const { kind, value } = token;
    if (kind === 'mark' && /^[{[(]$/.test(String(value))) {
      const pieces: Piece[] = [];
      open.at(-1)?.push({ kind: 'group', opening: String(value), pieces });
      open.push(pieces);
    } else if (kind === 'mark' && /^[}\])]$/.test(String(value))) {
      if (open.length > 1) open.pop();
    } else open.at(-1)?.push(token);
  }
  return whole;
}

/** The tokens from a position on, up to the end or to the brace that closes what begins there. */
function tokensFrom(
  source: string,
  begin: number,
  close: '}' | null,
): { readonly tokens: Token[]; readonly end: number } {
  const tokens: Token[] = [];
  let [at, depth] = [begin, 0];
  const next = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const [found = null] = pattern.exec(source) ?? [];
    at += found?.length ?? 0;
    return found;
  };
  while (at < source.length) {
    if (next(BLANK) !== null) continue;
    const quoted = next(QUOTED);
    if (quoted !== null) {
      tokens.push({ kind: 'text', value: saidBy(quoted.slice(1, -1)) });
      continue;
    }
    const word = next(WORD);
    if (word !== null) {
      tokens.push({ kind: 'word', value: word });
      continue;
    }
    if (source[at] === '`') {
      const template = templateFrom(source, at + 1);
      tokens.push({ kind: 'text', value: template.value });
      at = template.end;
      continue;
    }
    // After a value, a slash divides.
    if (source[at] === '/' && !endsValue(tokens.at(-1)) && next(PATTERN) !== null) continue;
    const mark = source[at] ?? '';
    if (mark === '{') depth += 1;
    if (mark === '}') depth -= 1;
    at += 1;
    if (close !== null && depth < 0) break;
    tokens.push({ kind: 'mark', value: mark });
  }
  return { tokens, end: at };
}

function endsValue(token: Token | undefined): boolean {
  return token !== undefined && (token.kind !== 'mark' || /[)\]}]/.test(String(token.value)));
}

/** A template from behind its opening mark on. */
function templateFrom(source: string, begin: number): { readonly value: string | null; readonly end: number } {
  let [at, isWhole] = [begin, true];
  while (at < source.length && source[at] !== '`') {
    if (source[at] === '\\') at += 2;
    else if (source.startsWith('${', at)) {
      isWhole = false;
      at = tokensFrom(source, at + 2, '}').end;
    } else at += 1;
  }
  return { value: isWhole ? saidBy(source.slice(begin, at)) : null, end: at + 1 };
}

const ESCAPED = /\\(?:u\{([\da-f]{1,6})\}|u([\da-f]{4})|x([\da-f]{2})|(\r\n|[^]))/gi;
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', '0': '\0' };

/** What the text between quotes says; `null`: one of its escapes is none. */
function saidBy(written: string): string | null {
  try {
    return written.replace(ESCAPED, (_, point?: string, unit?: string, byte?: string, plain?: string) => {
      const code = point ?? unit ?? byte;
      if (code !== undefined) return String.fromCodePoint(parseInt(code, 16));
      // A line that goes on.
      return /^[\r\n]/.test(String(plain)) ? '' : (CONTROLS[String(plain)] ?? String(plain));
    });
  } catch {
    return null;
  }
}
