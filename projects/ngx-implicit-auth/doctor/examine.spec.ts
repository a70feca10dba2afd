import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Ask } from './ask.ts';
import { examine } from './examine.ts';
import { jsonReport, textReport } from './report.ts';
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

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl';
const OPAQUE = '4f2c9a7be1d04c55a1b2';
const HOSTILE = `\u001b[31m\u009b2J\u202e${TOKEN}\r\n`;

for (const written of [HOSTILE, [HOSTILE], `${ISSUER}/${HOSTILE}`, `https://me:${OPAQUE}@id.example.com/`]) {
  it(`tells no token and no password, and nothing that a terminal obeys: ${JSON.stringify(written)} everywhere`, async () => {
    const members = MEMBERS.filter((member) => !member.endsWith('endpoint'));
    const document = {
      ...Object.fromEntries(MEMBERS.map((member) => [member, `${ISSUER}/${member}`])),
      ...Object.fromEntries(members.map((member) => [member, written])),
      jwks_uri: `${ISSUER}/keys`,
    };
    const headers = { 'x-frame-options': 'DENY\u009b', 'content-security-policy': `frame-ancestors ${TOKEN}\u009b` };
    const subject = subjectBy({});
    const said = new URLSearchParams({ error: OPAQUE, error_description: HOSTILE + OPAQUE, iss: ISSUER + HOSTILE });
    for (const location of [null, `${subject.redirectUri}#${said}`, `https://other.example/${TOKEN}#${OPAQUE}`]) {
      const ask: Ask = async (url) =>
        url.includes('well-known')
          ? replyOf({ url, text: JSON.stringify(document) })
          : replyOf({
              ...{ url, headers },
              text: JSON.stringify({ error: OPAQUE, keys: written }),
              location: location && `${location}&state=${new URL(url).searchParams.get('state') ?? ''}`,
            });
      const examination = await examine(subject, ask);
      for (const report of [textReport(examination), jsonReport(examination)]) {
        assert.doesNotMatch(report.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
        for (const secret of [TOKEN, OPAQUE]) assert.ok(!report.includes(secret));
      }
    }
  });
}
