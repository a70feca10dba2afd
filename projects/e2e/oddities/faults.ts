import { createHmac } from 'node:crypto';
import { withThese, without, type Answers, type Behaviour, type Keys, type Reply } from '../conformance/behaviour.ts';
import { KEYS_OF_EVERY_KIND, RSA_KEY, type SigningKey } from '../conformance/signing-keys.ts';

/** The authorization endpoint answers by this error. */
export function error(code: string, more: Readonly<Record<string, string>> = {}): Behaviour {
  return { response: ({ state = '' }) => ({ error: code, ...more, state }) };
}

/** The authorization endpoint answers by this error, and leaves out the state of the request. */
export function errorWithoutState(code: string): Behaviour {
  return { response: () => ({ error: code }) };
}

/** The authorization endpoint redirects to another spelling of the URL. */
export function redirectsTo(change: (location: string) => string): Behaviour {
  return {
    authorization: (proper) =>
      proper && { ...proper, headers: { Location: change(proper.headers?.['Location'] ?? '') } },
  };
}

/** The authorization endpoint answers in the query. */
export const IN_QUERY = redirectsTo((location) => location.replace('#', '?'));

/** The authorization endpoint shows a page, and redirects to nowhere. */
export function showsPage(status: number, body: string, headers: Reply['headers'] = {}): Behaviour {
  return {
    authorization: () => ({ status, headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers }, body }),
  };
}

/** The parameters of a response come in another order each time. */
export const ANY_ORDER: Behaviour = {
  response: (proper, record) => {
    const members = Object.entries(proper);
    const first = record.to('authorize').length % members.length;
    return Object.fromEntries([...members.slice(first), ...members.slice(0, first)]);
  },
};

/** The response holds these, in place of its own. */
export function says(members: Readonly<Record<string, string>>): Behaviour {
  return { response: withThese(members) };
}

/** The metadata has these, in place of its own. */
export function announces(members: Answers['metadata']): Behaviour {
  return { metadata: withThese(members) };
}

/** The id_token and the userinfo are about this person. */
export function about(sub: unknown): Behaviour {
  return { claims: withThese({ sub }), userInfo: withThese({ sub }) };
}

/** The server has keys of every kind, and signs with this one. */
export function signsWith(signing: SigningKey): Behaviour {
  return { keys: () => ({ signing, published: KEYS_OF_EVERY_KIND }) };
}

/** Neither the id_token nor the key set tells which key it was. */
export function withoutKid(published: readonly SigningKey[], signing: SigningKey = RSA_KEY): Behaviour {
  const keys: Keys = { signing, published: published.map(nameless) };
  return { keys: () => keys, header: without('kid') };
}

function nameless(key: SigningKey): SigningKey {
  const { kid: _, ...publicKey } = key.publicKey;
  return { ...key, publicKey };
}

/** The id_token is vouched for by what an app in a browser cannot keep to itself. */
export const SIGNED_WITH_HS256: Behaviour = {
  idToken: (proper) => {
    const header = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT' })).toString('base64url');
    const signed = `${header}.${proper.split('.')[1] ?? ''}`;
    return `${signed}.${createHmac('sha256', 'the secret of the client').update(signed).digest('base64url')}`;
  },
};

/** No app of another origin can read what is answered at this path. */
export function withoutCors(path: string): Behaviour {
  return { readers: (proper, record) => (record.latest()?.path === path ? [] : proper) };
}

/** Where the discovery document is really found. */
export const MOVED_DISCOVERY = '/tenants/7/openid-configuration';

/** The discovery document has moved, and a redirect leads to it. */
export const DISCOVERY_REDIRECTS: Behaviour = {
  discovery: (proper, record) =>
    record.latest()?.path === MOVED_DISCOVERY ? proper : { status: 302, headers: { Location: MOVED_DISCOVERY } },
};

/** The discovery document has moved, and no app of another origin may follow the redirect. */
export const MOVED_WITHOUT_CORS: Behaviour = {
  ...DISCOVERY_REDIRECTS,
  ...withoutCors('/.well-known/openid-configuration'),
};

/** The userinfo endpoint answers so, whatever the token. */
export function userInfoAnswers(reply: Reply): Behaviour {
  return { userInfoReply: () => reply };
}

/** The userinfo endpoint labels its proper answer as this media type. */
export function userInfoLabelled(mediaType: string): Behaviour {
  return { userInfoReply: (proper) => proper && { ...proper, headers: { 'Content-Type': mediaType } } };
}

/** A nonce that was sent before is refused. */
export const NONCE_ONCE = refuses((query, earlier) =>
  earlier.some((other) => other.get('nonce') === query.get('nonce')),
);

/** A nonce is asked for with any response type, once `openid` is in the scope. */
export const NONCE_FOR_OPENID = refuses(
  (query) => !query.has('nonce') && (query.get('scope') ?? '').split(' ').includes('openid'),
);

/** The authorization endpoint refuses some requests. */
function refuses(isWrong: (query: URLSearchParams, earlier: readonly URLSearchParams[]) => boolean): Behaviour {
  return {
    response: (proper, record) => {
      const queries = record.to('authorize').map(({ query }) => query);
      const latest = queries.pop();
      return latest && isWrong(latest, queries) ? { error: 'invalid_request', state: proper['state'] ?? '' } : proper;
    },
  };
}
