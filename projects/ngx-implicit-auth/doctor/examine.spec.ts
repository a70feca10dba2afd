import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Ask } from './ask.ts';
import { examine } from './examine.ts';
import { replyOf } from './testing/reply.ts';
import { subjectBy } from './testing/subject-by.ts';

const ISSUER = 'https://id.example.com';

const MEMBERS = [
  'authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'userinfo_endpoint',
  'revocation_endpoint',
  'end_session_endpoint',
  'pushed_authorization_request_endpoint',
  'response_types_supported',
  'response_modes_supported',
  'grant_types_supported',
  'code_challenge_methods_supported',
  'id_token_signing_alg_values_supported',
  'require_pushed_authorization_requests',
  'issuer',
  'keys',
  'error',
];

const NONSENSE: readonly unknown[] = [null, 0, true, '', 'x', `${ISSUER}/x`, [], [null, 1, {}, []], {}, { length: 3 }];

for (const nonsense of NONSENSE) {
  it(`finds something wrong with ${JSON.stringify(nonsense)} for everything, and is not upset by it`, async () => {
    const text = JSON.stringify(Object.fromEntries(MEMBERS.map((member) => [member, nonsense])));
    const headers = { location: 'https://[', 'access-control-allow-origin': '', 'x-frame-options': ';' };
    for (const status of [200, 302, 400, 500]) {
      const ask: Ask = async (url) =>
        replyOf({ url, text, headers, status: url.includes('well-known') ? 200 : status });
      for (const flow of ['implicit', 'code']) assert.equal((await examine(subjectBy({ flow }), ask)).status, 1);
    }
  });
}

for (const text of ['', 'null', '1', '"x"', '[]', '{']) {
  it(`finds no document in ${text || 'nothing'}`, async () => {
    const { findings } = await examine(subjectBy({}), async (url) => replyOf({ url, text }));
    assert.deepEqual(
      findings.filter(({ verdict }) => verdict === 'wrong').map(({ check }) => check),
      ['discovery'],
    );
  });
}
