import type { Answer, Reply } from '../ask.ts';
import { cureOf } from '../cures.ts';
import { right, wrong, type Finding } from '../finding.ts';
import type { Product } from '../products.ts';
import { membersOf, whatHidesFrom } from '../readable.ts';
import { shownUrl } from '../shown.ts';
import { isSecureUrl, wantsIdToken, type Subject } from '../subject.ts';
import { ENDPOINT_MEMBERS } from '../answers.ts';
import { noAnswer } from './no-answer.ts';

/** Whether the server answers at all. */
export function reachability(answer: Answer): Finding {
  if (answer.kind === 'no-reply') return noAnswer('reachability', answer);
  return right('reachability', `${new URL(answer.url).host} answers.`);
}

/** Whether there is a discovery document that the app can use. */
export function discovery(reply: Reply): Finding {
  const found = (says: string, cure: string): Finding =>
    wrong('discovery', `${shownUrl(reply.url)} ${says}.`, { code: 'server_answer_invalid', cure });
  if (reply.location !== null) {
    const to = shownUrl(reply.location);
    return isSecureUrl(reply.location)
      ? found(
          `redirects to another host, ${to}`,
          `Write discoveryUrl: '${to}', and the issuer as that document has it.`,
        )
      : found(`redirects to an insecure URL, ${to}`, 'Have the server redirect to https, or not at all.');
  }
  if (reply.status !== 200) {
    return found(
      `answers with status ${reply.status}`,
      'Correct issuer, write discoveryUrl where the document is, or for a server without one the endpoints as server.',
    );
  }
  if (reply.isTooLong) return found('answers with more than 1 MiB', 'Correct issuer or discoveryUrl.');
  if (membersOf(reply) === null) {
    return found('answers with something that is no JSON object', 'Correct issuer or discoveryUrl.');
  }
  return right('discovery', `The document is at ${shownUrl(reply.url)}.`);
}

/** Whether the app may read the discovery document. */
export function discoveryCors(reply: Reply, { origin }: Subject, product: Product | null): Finding {
  const hidden = whatHidesFrom(origin, reply);
  if (hidden === null) return right('discovery CORS', `${origin} may read it.`);
  return wrong('discovery CORS', `The app at ${origin} may not read the document: ${hidden}.`, {
    code: 'cors_blocked',
    cure: cureOf('readers', product, origin),
  });
}

/** Whether the document names the very issuer that the app is configured with. */
export function issuer(metadata: Readonly<Record<string, unknown>>, subject: Subject): Finding {
  const named = metadata['issuer'];
  if (named === subject.issuer)
    return right('issuer', `The document names ${shownUrl(subject.issuer)}, as configured.`);
  const code = 'metadata_issuer_mismatch';
  if (typeof named !== 'string' || !named) {
    return wrong('issuer', 'The document names no issuer.', {
      code,
      cure: 'Correct it at the server, or discoveryUrl.',
    });
  }
  const cure = named.includes('{tenantid}')
    ? "Write the tenant's id in issuer, in place of common, organizations or consumers: id_tokens name it."
    : `If that is your server, write issuer: '${shownUrl(named)}'.`;
  return wrong(
    'issuer',
    `The document names ${shownUrl(named)}, and the app is configured with ${shownUrl(subject.issuer)}: ` +
      `${differenceOf(named, subject.issuer)}.`,
    { code, cure },
  );
}

function differenceOf(named: string, configured: string): string {
  if (named === `${configured}/`) return 'the app lacks the slash at the end, and nothing else differs';
  if (`${named}/` === configured) return 'the app has a slash at the end too many, and nothing else differs';
  if (named.toLowerCase() === configured.toLowerCase()) return 'upper and lower case alone differ';
  if (named.replace(/^https?/, '') === configured.replace(/^https?/, '')) return 'http and https alone differ';
  return 'they are two';
}

/** Whether the document names the endpoints that the app needs, by https. */
export function endpoints(metadata: Readonly<Record<string, unknown>>, subject: Subject): Finding {
  // The library refuses a document with any that is not secure, whether the app needs it or not.
  const insecure = [...Object.values(ENDPOINT_MEMBERS), 'check_session_iframe'].filter((member) => {
    const url = metadata[member] ?? undefined;
    return url !== undefined && !(typeof url === 'string' && isSecureUrl(url));
  });
  const code = 'metadata_invalid';
  const [first] = insecure;
  if (first !== undefined) {
    const url = metadata[first];
    return wrong(
      'endpoints',
      `${insecure.join(', ')}: no https URL${typeof url === 'string' ? ` (${shownUrl(url)})` : ''}.`,
      {
        code,
        cure: 'Correct it at the server (behind a proxy: its public address), or write the endpoints as server.',
      },
    );
  }
  const needed = [
    ENDPOINT_MEMBERS.authorization,
    ...(subject.responseType === 'code' ? [ENDPOINT_MEMBERS.token] : []),
    ...(wantsIdToken(subject) ? [ENDPOINT_MEMBERS.keys] : []),
  ];
  const missing = needed.filter((member) => !metadata[member]);
  if (missing.length === 0) return right('endpoints', `${needed.join(', ')}: there, and secure.`);
  return wrong('endpoints', `The document has no ${missing.join(', no ')}.`, {
    code,
    cure: 'Correct it at the server, or write the endpoints by hand, as server.',
  });
}
