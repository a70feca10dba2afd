import fc from 'fast-check';
import { encode, NOW, type Signer } from './id-token-issuer';

/** An object of JSON; members that are `undefined` are not in it. */
export type Members = Readonly<Record<string, unknown>>;

/** An answer in JSON. */
export interface JsonAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly members: Members;
  /** In place of the members. */
  readonly text: string | undefined;
}

/** What the token endpoint answers. */
export interface TokenAnswer extends JsonAnswer {
  /** What the id_token says, which the member `id_token` is replaced by where that is {@link SIGNED}. */
  readonly claims: Members;
  readonly header: Members;
}

/** What a server answers to a sign-in by code. */
export interface CodeAnswer extends TokenAnswer {
  /** The parameters that come to the redirect URI. */
  readonly response: readonly (readonly [name: string, value: string])[];
}

/** Stands for an id_token that is signed by the server, in the member `id_token`. */
export const SIGNED = 'signed';
/** Stands for one whose signature is of another text. */
const FORGED = 'forged';

/** Mostly the first one. */
const mostly = <T>(proper: T, ...odd: readonly T[]) =>
  fc.oneof({ weight: 40, arbitrary: fc.constant(proper) }, { weight: 2, arbitrary: fc.constantFrom(...odd) });
/** Any of them, and seldom one of the odd ones. */
const anyOf = <T>(proper: readonly T[], ...odd: readonly T[]) =>
  fc.oneof({ weight: 40, arbitrary: fc.constantFrom(...proper) }, { weight: 2, arbitrary: fc.constantFrom(...odd) });

const JSON_TYPES = anyOf<string | null>(
  ['application/json', 'application/json; charset=UTF-8'],
  ...['text/html', 'text/plain', 'application/jwt', null],
);
const STATUSES = [200, 201, 302, 400, 401, 403, 404, 429, 500, 503] as const;
const TEXTS = mostly<string | undefined>(undefined, '', 'null', '[]', '"text"', '<html>', '{"a":1}}', '{}');
const EXPIRES_IN = anyOf<unknown>(
  [undefined, 300, '300', 1],
  ...[0, '0', -1, 3.5, '3.5', '300s', ' 300', '0x10', '1e3', 1e21, 'soon', '', null, true, {}, [300]],
);

/** @param success - the status of a proper one */
const jsonAnswers = (success: number, members: fc.Arbitrary<Members>): fc.Arbitrary<JsonAnswer> =>
  fc.record({
    status: mostly(success, ...STATUSES),
    contentType: JSON_TYPES,
    members: fc.tuple(members, fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 2 })).map((both) => ({
      ...both[1],
      ...both[0],
    })),
    text: TEXTS,
  });

const HEADERS = fc.record({
  alg: mostly<unknown>('ES256', 'RS256', 'HS256', 'none', 'ES384', undefined, 5),
  kid: mostly<unknown>('key-ES256', undefined, 'another'),
  typ: anyOf<unknown>([undefined, 'JWT', 'application/jwt'], 'at+jwt', 'dpop+jwt', '', 5),
  crit: mostly<unknown>(undefined, ['exp'], []),
});

/** Whom an id_token is for, and what was asked for it. */
export interface Asked {
  readonly issuer: string;
  readonly clientId: string;
  readonly nonce: string;
  readonly maxAgeSeconds?: number;
  readonly acrValues?: string;
}

/** The time of authentication that a proper id_token tells. */
export const AUTHENTICATED_AT = NOW - 100;

const claimsFor = ({ issuer, clientId, nonce, maxAgeSeconds, acrValues }: Asked) =>
  fc.record({
    iss: mostly<unknown>(issuer, `${issuer}/`, 'https://evil.test', undefined, '', 5),
    sub: mostly<unknown>('alice', 'bob', undefined, '', 'é', 'a'.repeat(255), 'a'.repeat(256), 5, null),
    aud: anyOf<unknown>(
      [clientId, [clientId]],
      ...[[clientId, 'api'], ['api', clientId], [clientId, clientId], 'api', ['api'], [], '', undefined, null, 5],
    ),
    azp: anyOf<unknown>([undefined, clientId], 'api', '', null),
    nonce: mostly<unknown>(nonce, undefined, '', `${nonce}x`, nonce.toUpperCase(), null, 5),
    exp: mostly<unknown>(NOW + 300, NOW + 1.5, NOW - 59, NOW - 60, NOW - 3600, undefined, 'soon', null),
    iat: mostly<unknown>(
      NOW,
      ...[NOW - 59, NOW - 60, NOW - 61, NOW - 3600, NOW + 60, NOW + 61, NOW + 3600, undefined, 'now', null],
    ),
    nbf: mostly<unknown>(undefined, NOW - 9, NOW + 60, NOW + 61, NOW + 3600, 'now', null),
    auth_time: anyOf<unknown>(
      [AUTHENTICATED_AT, ...(maxAgeSeconds === undefined ? [undefined] : [])],
      ...[undefined, NOW, NOW - 360, NOW - 361, NOW - 3600, NOW + 60, NOW + 61, NOW + 3600, -1, 'now', null],
    ),
    acr: anyOf<unknown>([acrValues, ...(acrValues ? [] : ['pwd'])], 'pwd', undefined, null),
    at_hash: anyOf<unknown>([undefined, 'right'], 'wrong', '', null, 5),
    c_hash: anyOf<unknown>([undefined, 'right'], 'wrong', '', null),
  });

/** Answers of the token endpoint: mostly proper, and otherwise wrong in some places. */
export const tokenAnswers = (asked: Asked): fc.Arbitrary<TokenAnswer> => {
  const members = fc.record({
    access_token: mostly<unknown>('access-token.x+y/z=', undefined, '', 5, null, {}, 'a b', 'ä', 'a\nb'),
    token_type: anyOf<unknown>(['Bearer', 'bearer', 'BEARER'], undefined, '', 5, 'mac', 'DPoP', 'Bearer '),
    expires_in: EXPIRES_IN,
    scope: anyOf<unknown>([undefined, 'openid', 'openid profile'], '', 5, ['openid'], null),
    refresh_token: anyOf<unknown>([undefined, 'the-next-refresh-token'], '', 5, null, {}),
    id_token: mostly<unknown>(SIGNED, undefined, '', 5, null, FORGED, 'a.b.c', 'a.b.c.d.e', 'a'),
  });
  const idToken = { claims: claimsFor(asked), header: HEADERS };
  return fc.tuple(jsonAnswers(200, members), fc.record(idToken)).map(([answer, signed]) => ({ ...answer, ...signed }));
};

/** Answers of the pushed authorization request endpoint. */
export const PUSHED_ANSWERS = jsonAnswers(
  201,
  fc.record({
    request_uri: mostly<unknown>('urn:ietf:params:oauth:request_uri:a&b=1', undefined, '', 5, null, ['urn:x']),
    expires_in: EXPIRES_IN,
  }),
);

/** Answers to a sign-in by code, from the redirect on. */
export const codeAnswers = (asked: Asked, state: string): fc.Arbitrary<CodeAnswer> => {
  const parameters = fc.record({
    code: mostly<string | undefined>('the-code', undefined, ''),
    state: mostly<string | undefined>(state, undefined, '', `${state}x`, state.toLowerCase()),
    iss: anyOf<string | undefined>([asked.issuer, undefined], '', `${asked.issuer}/`, 'https://evil.test'),
    error: mostly<string | undefined>(undefined, '', 'access_denied', 'login_required'),
  });
  const more = fc.constantFrom(
    ...['code', 'state', 'iss', 'error', 'error_description', 'expires_in', 'token_type', 'scope', 'session_state'],
    ...['access_token', 'id_token', 'token', 'response', 'refresh_token', 'foo'],
  );
  const others = fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(fc.tuple(more, fc.constantFrom('', 'x', asked.issuer)), { maxLength: 3 }) },
  );
  const response = fc.tuple(parameters, others).chain(([own, added]) => {
    const present = Object.entries(own).filter((pair): pair is [string, string] => pair[1] !== undefined);
    return fc.shuffledSubarray([...present, ...added], { minLength: present.length + added.length });
  });
  return fc.tuple(tokenAnswers(asked), response).map(([answer, pairs]) => ({ ...answer, response: pairs }));
};

/** The HTTP response that an answer is. */
export function responseOf({ status, contentType, members, text }: JsonAnswer): Response {
  const headers: HeadersInit = contentType === null ? {} : { 'content-type': contentType };
  const body = new TextEncoder().encode(text ?? JSON.stringify(members));
  return new Response(body, { status, headers });
}

/** The same answer with its id_token signed, where it has one. */
export async function signed<T extends TokenAnswer>(answer: T, signer: Signer, code?: string): Promise<T> {
  const { members, header, claims } = answer;
  if (members['id_token'] !== SIGNED && members['id_token'] !== FORGED) return answer;
  const hashes = {
    at_hash: claims['at_hash'] === 'right' ? await leftHalfOfHash(members['access_token']) : claims['at_hash'],
    c_hash: claims['c_hash'] === 'right' ? await leftHalfOfHash(code) : claims['c_hash'],
  };
  const text = `${encode(header)}.${encode({ ...claims, ...hashes })}`;
  const bytes = new TextEncoder().encode(members['id_token'] === FORGED ? `${text} ` : text);
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, signer.privateKey, bytes);
  return { ...answer, members: { ...members, id_token: `${text}.${Buffer.from(signature).toString('base64url')}` } };
}

async function leftHalfOfHash(value: unknown): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(String(value)));
  return Buffer.from(hash, 0, 16).toString('base64url');
}
