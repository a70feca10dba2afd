import assert from 'node:assert/strict';
import { it } from 'node:test';
import { subjectBy } from '../testing/subject-by.ts';
import { configuration } from './configuration.ts';

const WRONG: readonly (readonly [flags: Record<string, string>, says: RegExp, code: string])[] = [
  [{ issuer: 'http://id.example.com' }, /issuer http:\/\/id\.example\.com is not served by https/, 'config_invalid'],
  [
    { origin: 'http://app.example.com', 'redirect-uri': 'https://app.example.com/' },
    /not of the app's/,
    'config_invalid',
  ],
  [{ 'redirect-uri': '#/callback' }, /without a fragment/, 'config_invalid'],
  [
    { flow: 'code', 'authorization-endpoint': 'https://id.example.com/authorize' },
    /No token endpoint is named/,
    'config_invalid',
  ],
];
for (const [flags, says, code] of WRONG) {
  it(`refuses ${JSON.stringify(flags)}`, () => {
    const found = configuration(subjectBy(flags)).filter((finding) => says.test(finding.says));
    assert.deepEqual(
      found.map((finding) => [finding.verdict, finding.code]),
      [['wrong', code]],
    );
  });
}

it('says that an app over plain http has no cryptography, unless it is of this machine', () => {
  const codes = (origin: string) =>
    configuration(subjectBy({ origin })).flatMap(({ verdict, code }) => (verdict === 'wrong' ? [code] : []));
  assert.deepEqual(codes('http://app.example.com'), ['crypto_unavailable', 'config_invalid']);
  assert.deepEqual(codes('http://app.localhost:4200'), []);
});
