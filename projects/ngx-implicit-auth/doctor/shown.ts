const MOST_CHARACTERS = 200;

/** A text from outside as a terminal may show it: on one line, short, and without control characters. */
export function shownText(text: string): string {
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g, ' ').trim();
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}…` : line;
}

/** A URL as it may be shown: without query, fragment, user name and password, which may hold anything. */
export function shownUrl(url: string): string {
  return shownText(url.replace(/[?#].*/s, '').replace(/^(\w+:\/\/)[^/]*@/, '$1'));
}
