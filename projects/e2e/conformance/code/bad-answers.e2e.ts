import { expect } from '@playwright/test';
import type { AuthConfig, AuthErrorCode } from 'ngx-implicit-auth';
import { withoutCors } from '../../oddities/faults.ts';
import { withThese, without, type Behaviour, type Reply } from '../behaviour.ts';
import { expectAccepted, expectRefused, userInfoErrors } from '../conformance.ts';
import { expectNoneOfIt } from '../expect-userinfo.ts';
import type { Outcome } from '../relying-party.ts';
import { test, type Stage } from '../stage.ts';
import { holdTimeouts } from './hold-timeouts.ts';

/** An endpoint that the app asks for something that it needs. */
interface Asked {
  readonly rules: string;
  /** The last segment of its path. */
  readonly endpoint: 'token' | 'par' | 'userinfo';
  readonly config?: Partial<AuthConfig>;
  /** How a server behaves whose endpoint answers so; `null`: not at all. */
  readonly answering: (reply: Reply | null) => Behaviour;
  /** What this endpoint alone may answer, and by which code the app is told. */
  readonly own: readonly Case[];
  /** What has to have come of it. */
  readonly expectOutcome: (stage: Stage, outcome: Outcome, code: AuthErrorCode) => Promise<void>;
}

type Case = readonly [what: string, behaviour: Behaviour, code: AuthErrorCode];

const ASKED: readonly Asked[] = [
  {
    rules: 'R66 R67 R68 R70',
    endpoint: 'token',
    answering: (reply) => ({ tokenReply: () => reply }),
    own: [
      ['no access token', { tokens: without('access_token') }, 'token_missing'],
      ['a foreign token_type', { tokens: withThese({ token_type: 'mac' }) }, 'token_type_unsupported'],
      ['400 and nothing else', { tokenReply: () => ({ status: 400 }) }, 'token_request_refused'],
      ['403 invalid_code', { tokenReply: () => INVALID_CODE }, 'token_request_refused'],
    ],
    expectOutcome: async (stage, outcome, code) => {
      await expectRefused(stage, outcome, code);
      expect(stage.page.url()).toBe(`${stage.app}/auth/callback`);
    },
  },
  {
    rules: 'R70 R82 R84',
    endpoint: 'par',
    config: { pushAuthorizationRequests: true },
    answering: (reply) => ({ pushReply: () => reply }),
    own: [
      ['no request_uri', { pushReply: () => ({ status: 201, body: '{"expires_in":60}' }) }, 'server_answer_invalid'],
      ['400 and nothing else', { pushReply: () => ({ status: 400 }) }, 'pushed_request_refused'],
      ['403 invalid_code', { pushReply: () => INVALID_CODE }, 'pushed_request_refused'],
    ],
    expectOutcome: async (stage, outcome, code) => {
      await expectRefused(stage, outcome, code);
      expect(stage.server.record.to('authorize')).toEqual([]);
    },
  },
  {
    rules: 'R44 R47',
    endpoint: 'userinfo',
    answering: (reply) => ({ userInfoReply: () => reply }),
    own: [['403 and nothing else', { userInfoReply: () => ({ status: 403 }) }, 'server_answer_invalid']],
    expectOutcome: async (stage, outcome, code) => {
      await expectAccepted(stage, outcome);
      expect(userInfoErrors(outcome)).toEqual([code]);
      expectNoneOfIt(stage, outcome);
    },
  },
];

const INVALID_CODE: Reply = { status: 403, body: JSON.stringify({ error: 'invalid_code' }) };

/** What any of them may answer. */
function casesOf({ endpoint, answering }: Asked): readonly Case[] {
  const says = (body: string, mediaType = 'application/json') =>
    answering({ status: endpoint === 'par' ? 201 : 200, headers: { 'Content-Type': mediaType }, body });
  return [
    ['JSON that breaks off', says('{"access_token":"at'), 'server_answer_invalid'],
    ['a page', says('<!doctype html><title>Welcome</title>', 'text/html'), 'server_answer_invalid'],
    [
      'three megabytes',
      says(JSON.stringify({ request_uri: 'urn:a', padding: 'x'.repeat(3 * 2 ** 20) })),
      'server_answer_invalid',
    ],
    ['a redirect', answering({ status: 307, headers: { Location: '/elsewhere' } }), 'cors_blocked'],
    ['what the app may not read', withoutCors(`/${endpoint}`), 'cors_blocked'],
  ];
}

for (const asked of ASKED) {
  const { rules, endpoint, config, answering, own, expectOutcome } = asked;

  test.describe(`${rules} the endpoint ${endpoint}`, () => {
    for (const [what, behaviour, code] of [...casesOf(asked), ...own]) {
      test(`answers with ${what} · ${code}`, async ({ setUp }) => {
        const stage = await setUp('code', behaviour, () => ({ ...config }));
        await expectOutcome(stage, await stage.signIn(), code);
        // Whether anybody is there, the app has asked without anything of worth.
        const elsewhere = stage.server.record.to('elsewhere');
        expect(elsewhere.filter(({ method, headers }) => method !== 'GET' || headers.authorization)).toEqual([]);
      });
    }

    test('answers with nothing in time · server_unreachable', async ({ page, setUp }) => {
      const stage = await setUp('code', answering(null), () => ({ ...config }));
      const endTimeouts = await holdTimeouts(page);
      const outcome = stage.signIn();
      const method = endpoint === 'userinfo' ? 'GET' : 'POST';
      await expect
        .poll(() => stage.server.record.to(endpoint).filter((request) => request.method === method))
        .toHaveLength(1);
      await endTimeouts();
      await expectOutcome(stage, await outcome, 'server_unreachable');
    });
  });
}
