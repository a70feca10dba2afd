import { cureOf } from '../cures.ts';
import { wrong, type Finding } from '../finding.ts';
import { pageOf, type Product } from '../products.ts';
import type { Subject } from '../subject.ts';

/** What is found where the client may not use the flow, as this answer says. */
export function notAllowed({ responseType }: Subject, product: Product | null, answer: string): Finding {
  return wrong('grant', `The client may not ask for ${responseType}: the server answers ${answer}.`, {
    code: 'authorization_failed',
    cure: cureOf(responseType === 'code' ? 'code' : 'implicit', product, responseType),
    docs: pageOf(product),
  });
}
