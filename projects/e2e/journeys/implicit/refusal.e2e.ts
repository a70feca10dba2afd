import { test } from '../../test.ts';
import { expectRefusal, tamperWithAddress, type Change } from '../tampered-answer.ts';

const CASES: readonly (readonly [what: string, code: string, change: Change])[] = [
  ['A1 R15 another state', 'state_unknown', (answer) => (answer['state'] = 'somebody-elses')],
  ['R15 no state', 'state_missing', (answer) => delete answer['state']],
  ['A2 R36 another access token', 'at_hash_mismatch', (answer) => (answer['access_token'] = 'injected')],
  ['R17 R22 no id_token, and so no issuer', 'response_issuer_missing', (answer) => delete answer['id_token']],
];

for (const [what, code, change] of CASES) {
  test(`${what} is refused as ${code}: nothing stored, nothing sent, the app still usable`, async ({
    page,
    product,
  }) => {
    await expectRefusal(page, product, code, () => tamperWithAddress(page, product, change));
  });
}
