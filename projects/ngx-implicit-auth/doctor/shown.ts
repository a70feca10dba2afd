const MOST_CHARACTERS = 200;

/** What a terminal obeys, or shows as nothing: control characters, and such as turn the direction of others. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** A JWT begins so, whatever it is for. */
const JWT = /\beyJ[\w-]{10,}(\.[\w-]*)*/g;

/** A text as a terminal may show it: on one line, without control characters and tokens. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, ' ').replace(JWT, '…');
}

/** A text from outside as a terminal may show it, and short. */
export function shownText(text: string): string {
  const line = printable(text).trim();
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS).replace(/[\uD800-\uDBFF]$/, '')}…` : line;
}

/** What a server says about a request, without whatever may be a token, a code, or a `state` that it repeats. */
export function saidText(text: string): string {
  const isSecret = (word: string) => /\d/.test(word) && /[a-z]/i.test(word);
  return shownText(text.replace(/[\w-]{20,}/g, (word) => (isSecret(word) ? '…' : word)));
}

/** A URL as it may be shown: without query, fragment, user name and password, which may hold anything. */
export function shownUrl(url: string): string {
  return shownText(url.replace(/[?#].*/s, '').replace(/^\s*((?:https?:)?[\\/]*)[^\\/]*@/i, '$1'));
}
