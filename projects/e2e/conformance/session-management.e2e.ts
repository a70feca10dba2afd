import { expect } from '@playwright/test';
import { renewalsAsked } from './authorization-requests.ts';
import { conformanceTests, expectAccepted } from './conformance.ts';
import { SIGNED_OUT_AT_SERVER } from './signed-out-at-server.ts';
import { test, type Stage } from './stage.ts';

/** Waits until the server's frame has been asked for this session state three times from now on. */
async function untilAskedFor({ server }: Stage, sessionState: string): Promise<void> {
  const asked = () =>
    server.record.to('session-check').filter(({ query }) => query.get('message') === `relying-party ${sessionState}`);
  const before = asked().length;
  await expect.poll(() => asked().length).toBeGreaterThanOrEqual(before + 3);
}

test.describe('R57 R58 the session at the server', () => {
  conformanceTests([
    {
      name: 'session unchanged',
      rules: 'R57',
      outcome: 'accepted',
      also: async (stage, outcome) => {
        await untilAskedFor(stage, 'a-session');
        expect(renewalsAsked(stage.server)).toBe(0);
        await expectAccepted(stage, outcome);
      },
    },
    {
      name: 'session logged out',
      rules: 'R58',
      outcome: 'accepted',
      also: async (stage) => {
        await untilAskedFor(stage, 'a-session');
        stage.server.behave(SIGNED_OUT_AT_SERVER);
        await expect(stage.page.locator('#status')).toHaveText('signed-out');
        expect(renewalsAsked(stage.server)).toBe(1);
        expect(await stage.storedSessions()).toEqual([]);
        expect(await stage.get(`${stage.server.api}/timesheets`)).toBe(401);
      },
    },
    {
      name: 'session changed',
      rules: 'R58',
      outcome: 'accepted',
      also: async (stage, outcome) => {
        await untilAskedFor(stage, 'a-session');
        stage.server.behave({ sessionState: () => 'another-session' });
        await untilAskedFor(stage, 'another-session');
        expect(renewalsAsked(stage.server)).toBe(1);
        await expectAccepted(stage, outcome);
      },
    },
  ]);
});
