import type { Answers } from '../answers.ts';
import { cureOf } from '../cures.ts';
import { aside, right, unknown, wrong, type Finding } from '../finding.ts';
import type { Product } from '../products.ts';
import { shownText } from '../shown.ts';
import type { Subject } from '../subject.ts';

type Metadata = Answers['metadata'];

/** Where code + PKCE is offered, an app has no reason to use the implicit grant. */
export function code(metadata: Metadata, { responseType }: Subject, product: Product | null): Finding[] {
  if (responseType === 'code') return [];
  const isOffered =
    listOf(metadata['response_types_supported'])?.includes('code') === true &&
    listOf(metadata['code_challenge_methods_supported'])?.includes('S256') === true &&
    typeof metadata['token_endpoint'] === 'string' &&
    // Wants a secret of every web app.
    product !== 'Google';
  if (!isOffered) return [];
  return [
    aside('code', 'The server offers code + PKCE, which is safer than the implicit grant.', {
      cure: `Write responseType: 'code'. ${cureOf('code', product, 'code')} Then run: doctor --flow code.`,
      docs: 'docs/moving-to-code.md',
    }),
  ];
}

/** Whether the server offers the response type. */
export function responseType(metadata: Metadata, subject: Subject, product: Product | null): Finding {
  const wanted = subject.responseType;
  const topic = wanted === 'code' ? 'code' : 'implicit';
  const offered = listOf(metadata['response_types_supported']);
  if (offered === null) return unknown('response type', 'The document does not say which response types are offered.');
  const found = (says: string): Finding =>
    wrong('response type', says, { code: 'authorization_failed', cure: cureOf(topic, product, wanted) });
  if (!offered.some((type) => sorted(type) === sorted(wanted))) {
    return found(`${wanted} is not offered. Offered: ${shownText(offered.join(', ')) || 'none'}.`);
  }
  const grants = listOf(metadata['grant_types_supported']);
  const grant = wanted === 'code' ? 'authorization_code' : 'implicit';
  // Google offers the implicit grant, and does not list it.
  if (grants !== null && !grants.includes(grant) && product !== 'Google') {
    return found(`${wanted} is offered, but not its grant type, ${grant}: ${shownText(grants.join(', '))}.`);
  }
  return right('response type', `${wanted} is offered.`);
}

/** Whether the answer can come to where the app reads it. */
export function responseMode(metadata: Metadata, { responseType: wanted }: Subject): Finding {
  const offered = listOf(metadata['response_modes_supported']);
  const mode = wanted === 'code' ? 'query' : 'fragment';
  if (offered === null || offered.includes(mode)) return right('response mode', `Answers come in the ${mode}.`);
  return wrong('response mode', `${mode} is not offered. Offered: ${shownText(offered.join(', ')) || 'none'}.`, {
    code: 'response_in_query',
    cure: `Have the server answer by response_mode=${mode}.`,
  });
}

/** Whether the server takes the code challenges that the library sends. */
export function pkce(metadata: Metadata, { responseType: wanted }: Subject): Finding[] {
  if (wanted !== 'code') return [];
  const methods = listOf(metadata['code_challenge_methods_supported']);
  if (methods === null) {
    return [
      unknown('PKCE', 'The document does not say whether PKCE is known.', {
        cure: 'Have the server require PKCE with the method S256.',
        docs: 'docs/moving-to-code.md',
      }),
    ];
  }
  if (methods.includes('S256')) return [right('PKCE', 'The method S256 is known.')];
  return [
    wrong('PKCE', `The method S256 is not known. Known: ${shownText(methods.join(', ')) || 'none'}.`, {
      code: 'authorization_failed',
      cure: 'Have the server take code challenges by S256: the library sends no others.',
      docs: 'docs/moving-to-code.md',
    }),
  ];
}

/** The texts of a list; `null` where there is none. */
function listOf(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : null;
}

function sorted(responseTypes: string): string {
  return responseTypes.split(' ').sort().join(' ');
}
