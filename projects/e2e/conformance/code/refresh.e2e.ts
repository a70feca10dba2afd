import { expect } from '@playwright/test';
import { renew, sessionIn, statusOf, storedSession, type PlainOutcome } from '../../session/in-app.ts';
import { without, withThese, type Behaviour } from '../behaviour.ts';
import type { ForEachName } from '../code-rp-list.ts';
import { expectAccepted } from '../conformance.ts';
import { test, type Stage } from '../stage.ts';
import { inRow } from '../table-row.ts';
import { postsTo } from './requests-sent.ts';

const SECTION = 'Refresh token RP';

/** A renewal of a session that has just begun. */
interface Renewal {
  readonly rules: string;
  /** How the server behaves from then on. Default: properly. */
  readonly behaviour?: Behaviour;
  readonly outcome: PlainOutcome;
  readonly also: (stage: Stage, before: Before) => Promise<void>;
}

interface Before {
  readonly stored: string | null;
  readonly session: Awaited<ReturnType<typeof sessionIn>>;
}

const RENEWALS: ForEachName<typeof SECTION, Renewal> = {
  'refresh-token': {
    rules: 'R71 R72 R73',
    outcome: { status: 'renewed' },
    also: async (stage, { session }) => {
      const { page, server } = stage;
      const renewed = await sessionIn(page);
      expect(renewed.accessToken).not.toBe(session.accessToken);
      expect(renewed.idToken).not.toBe(session.idToken);
      expect(renewed.claims?.sub).toBe(session.claims?.sub);

      // A server that sends no id_token says nothing new of the person.
      server.behave({ tokens: without('id_token') });
      expect(await renew(page)).toEqual({ status: 'renewed' });
      const again = await sessionIn(page);
      expect(again.accessToken).not.toBe(renewed.accessToken);
      expect(again.idToken).toBe(renewed.idToken);
      // Had one refresh token come twice, the server would have ended the grant.
      expect(await stage.get(`${server.api}/timesheets`)).toBe(200);
      expect(postsTo('token', server)).toHaveLength(3);
      expect(server.record.to('authorize')).toHaveLength(1);
    },
  },
  'refresh-token-invalid-issuer': {
    rules: 'R30 R73',
    behaviour: { claims: withThese({ iss: 'https://another.example' }) },
    outcome: { status: 'refused', code: 'id_token_issuer_mismatch' },
    also: async (stage, { stored, session }) => {
      const { page, server } = stage;
      expect(await storedSession(page)).toBe(stored);
      expect(await sessionIn(page)).toMatchObject({ accessToken: session.accessToken, idToken: session.idToken });
      await expect(page.locator('main')).toHaveText('secret page');

      // The refresh token is used up, so the next renewal goes another way.
      server.behave({});
      expect(await renew(page)).toEqual({ status: 'renewed' });
      expect(await stage.get(`${server.api}/timesheets`)).toBe(200);
    },
  },
  'refresh-token-invalid-sub': {
    rules: 'R51 R73',
    behaviour: { claims: withThese({ sub: 'somebody-else' }) },
    // What is another person's is not refused alone: whose session it was is no longer signed in at the server.
    outcome: { status: 'other-person' },
    also: async (stage) => {
      expect(await statusOf(stage.page)).toBe('signed-out');
      expect(await stage.storedSessions()).toEqual([]);
      expect(await stage.get(`${stage.server.api}/timesheets`)).toBe(401);
    },
  },
};

test.describe(`${SECTION} by a code`, () => {
  for (const [name, { rules, behaviour = {}, outcome, also }] of Object.entries<Renewal>(RENEWALS)) {
    const expected = [outcome.status, outcome.code].filter((part) => part !== undefined).join(', ');
    const row = inRow({ section: SECTION, name, responseType: 'code', outcome: expected });
    test(`${rules} ${name} · code · ${expected}`, row, async ({ setUp }) => {
      const stage = await setUp('code');
      await expectAccepted(stage, await stage.signIn());
      const before = { stored: await storedSession(stage.page), session: await sessionIn(stage.page) };
      stage.server.behave(behaviour);

      expect(await renew(stage.page)).toEqual(outcome);
      await also(stage, before);
    });
  }
});
