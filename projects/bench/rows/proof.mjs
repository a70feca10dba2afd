// What a proof adds to a request.
import { own } from '../libraries.mjs';
import { measureInPage } from '../page.mjs';
import { atMost, row } from '../table.mjs';

export async function proofRows(page) {
  const { toSigned, signature } = await measureInPage(page, 'proof');
  return [
    row('A request with a DPoP proof, one with nothing but a signature being 1', {
      write: (ratio) => ratio.toFixed(2),
      platform: `1 (signature ${signature.toFixed(0)} µs)`,
      figures: { [own]: toSigned },
      budget: atMost(1.2, '1.2'),
    }),
  ];
}
