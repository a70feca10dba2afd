import type { Answer } from '../ask.ts';
import { cureOf } from '../cures.ts';
import { aside, right, unknown, wrong, type Finding } from '../finding.ts';
import type { Product } from '../products.ts';
import { membersOf, whatHidesFrom } from '../readable.ts';
import { shownText, shownUrl } from '../shown.ts';
import { wantsIdToken, type Subject } from '../subject.ts';
import { noAnswer } from './no-answer.ts';

type Key = Readonly<Record<string, unknown>>;

/** What the library verifies, each with the kind of key that it needs. */
const KEY_KINDS: Readonly<Record<string, string>> = {
  RS256: 'RSA',
  RS384: 'RSA',
  RS512: 'RSA',
  PS256: 'RSA',
  PS384: 'RSA',
  PS512: 'RSA',
  ES256: 'P-256',
  ES384: 'P-384',
  ES512: 'P-521',
  EdDSA: 'Ed25519',
  Ed25519: 'Ed25519',
};

const LEAST_RSA_BITS = 2048;
const MOST_KEYS = 100;

/** Whether id_tokens can be verified with what the server publishes. */
export function keys(answer: Answer | null, subject: Subject, product: Product | null): Finding[] {
  if (!wantsIdToken(subject)) return [aside('keys', 'Not needed: no id_token is asked for.')];
  if (answer === null) return [];
  if (answer.kind === 'no-reply') return [noAnswer('keys', answer)];
  return [keySet(answer, product), keysCors(answer, subject, product)];
}

function keySet(answer: Answer & { kind: 'reply' }, product: Product | null): Finding {
  const url = shownUrl(answer.url);
  const found = (code: string, says: string, cure: string): Finding => wrong('keys', says, { code, cure });
  if (answer.status !== 200 || answer.location !== null) {
    return found(
      'server_answer_invalid',
      `${url} answers with status ${answer.status}.`,
      'Correct jwks_uri at the server.',
    );
  }
  const members = membersOf(answer);
  if (members === null || answer.isTooLong) {
    return found(
      'server_answer_invalid',
      `${url} answers with something that is no JSON.`,
      'Correct jwks_uri at the server.',
    );
  }
  const list = members['keys'];
  if (!Array.isArray(list) || list.length > MOST_KEYS) {
    return found(
      'key_set_invalid',
      `${url} is no JSON Web Key Set.`,
      'Have the server publish { "keys": [ … ] } there.',
    );
  }
  const published = list.map((key: unknown): Key => ({ ...(key as Key | null) }));
  if (published.some(({ d, k }) => d !== undefined || k !== undefined)) {
    return found(
      'signing_key_unknown',
      `${url} publishes the secret part of a key: whoever has read it can sign in as anybody.`,
      'Take that key out of use at once, and publish the public part of a new one alone.',
    );
  }
  const usable = published.filter((key) => kindOf(key) !== null);
  if (usable.length === 0) {
    return found(
      'signing_key_unknown',
      `${url} has ${published.length} keys, and none that a signature can be verified with here.`,
      cureOf('signature', product),
    );
  }
  if (usable.every(isTooShort)) {
    return found(
      'signing_key_unusable',
      `The RSA keys at ${url} are shorter than ${LEAST_RSA_BITS} bits.`,
      `Have the server sign with an RSA key of ${LEAST_RSA_BITS} bits or more, or by ES256.`,
    );
  }
  const named = usable.filter(({ kid }) => typeof kid === 'string').length;
  return right('keys', `${usable.length} to verify with (${kindsOf(usable)}), ${named} of them with a kid.`);
}

function keysCors(answer: Answer & { kind: 'reply' }, { origin }: Subject, product: Product | null): Finding {
  const hidden = whatHidesFrom(origin, answer);
  if (hidden === null) return right('keys CORS', `${origin} may read them.`);
  return wrong('keys CORS', `The app at ${origin} may not read the keys: ${hidden}.`, {
    code: 'cors_blocked',
    cure: cureOf('readers', product, origin),
  });
}

/** Whether the server signs id_tokens by an algorithm that the library accepts, with a key that it publishes. */
export function signatures(
  metadata: Readonly<Record<string, unknown>>,
  answer: Answer | null,
  product: Product | null,
): Finding {
  const listed: unknown = metadata['id_token_signing_alg_values_supported'];
  if (!Array.isArray(listed)) return unknown('signatures', 'The document does not say how id_tokens are signed.');
  const announced = listed.filter((name): name is string => typeof name === 'string');
  const names = shownText(announced.join(', ')) || 'nothing';
  const accepted = announced.filter((name) => Object.hasOwn(KEY_KINDS, name));
  if (accepted.length === 0) {
    return wrong('signatures', `id_tokens are signed by ${names} alone, which no app can verify safely.`, {
      code: 'id_token_algorithm_refused',
      cure: cureOf('signature', product),
    });
  }
  const list: unknown = (answer && membersOf(answer))?.['keys'];
  const kinds = Array.isArray(list) ? list.map((key: unknown) => kindOf({ ...(key as Key | null) })) : [];
  if (kinds.some((kind) => kind !== null) && !accepted.some((name) => kinds.includes(KEY_KINDS[name] ?? ''))) {
    return wrong('signatures', `id_tokens are signed by ${names}, and no key for that is published.`, {
      code: 'signing_key_unknown',
      cure: cureOf('signature', product),
    });
  }
  return right('signatures', `id_tokens are signed by ${shownText(accepted.join(', '))}.`);
}

/** `RSA`, or the curve of a key that may have signed; `null`: it cannot have. */
function kindOf({ kty, use, crv, n, e, x, key_ops: operations }: Key): string | null {
  if (use !== undefined && use !== 'sig') return null;
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) return null;
  if (kty === 'RSA') return typeof n === 'string' && typeof e === 'string' ? 'RSA' : null;
  const isOnCurve = (kty === 'EC' || kty === 'OKP') && typeof crv === 'string' && typeof x === 'string';
  return isOnCurve && Object.values(KEY_KINDS).includes(crv) ? crv : null;
}

function isTooShort({ kty, n }: Key): boolean {
  return kty === 'RSA' && Buffer.from(String(n), 'base64url').length * 8 < LEAST_RSA_BITS;
}

function kindsOf(usable: readonly Key[]): string {
  return [...new Set(usable.map(kindOf))].join(', ');
}
