/** What the browser asks for. */
export interface BrowserRequest {
  readonly method: string;
  readonly url: URL;
  /** By their names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** Those of the query, or of the form that was posted. */
  readonly parameters: URLSearchParams;
}

/** What the browser gets for it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const HEADERS = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };

export function json(document: unknown, status = 200, headers: Answer['headers'] = {}): Answer {
  const body = JSON.stringify(document);
  return { status, headers: { ...HEADERS, 'content-type': 'application/json', ...headers }, body };
}

export function noContent(): Answer {
  return { status: 204, headers: HEADERS, body: '' };
}

/** Sends the browser to a URL, with these parameters in its query or its fragment. */
export function redirect(
  uri: string,
  parameters: Readonly<Record<string, string | number | undefined>> = {},
  component: 'query' | 'fragment' = 'query',
): Answer {
  const url = new URL(uri);
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  const added = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  if (component === 'fragment') url.hash = added.toString();
  else for (const [name, value] of added) url.searchParams.append(name, value);
  return { status: 302, headers: { ...HEADERS, location: url.href }, body: '' };
}

/** The same as a redirect, for a browser that takes none. */
export function asPage(answer: Answer): Answer {
  const { location, ...headers } = answer.headers;
  if (location === undefined) return answer;
  // A URL has neither a quote nor a `<` in it.
  const script = `location.replace(${JSON.stringify(location)})`;
  return {
    status: 200,
    headers: { ...headers, 'content-type': 'text/html' },
    body: `<!doctype html><title>Going on</title><script>${script}</script>`,
  };
}

/** Lets pages of any origin read an answer. */
export function readable(answer: Answer, { origin = '*' }: Readonly<Record<string, string>>): Answer {
  const cors = {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'authorization, content-type, dpop',
    'access-control-expose-headers': 'www-authenticate',
    vary: 'origin',
  };
  return { ...answer, headers: { ...answer.headers, ...cors } };
}
