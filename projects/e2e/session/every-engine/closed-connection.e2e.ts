import { signIn } from '../../attacks/sign-in.ts';
import type { EngineName, Tab } from '../../engines/engine.ts';
import { inPage } from '../../engines/in-page.ts';
import { getTimesheets } from '../api-requests.ts';
import { expect, refreshesAt, signedInTabs, test } from '../by-refresh-token.ts';
import { renew, sessionIn } from '../in-app.ts';
import type { GateAnswer, Passage, TokenGate } from '../token-gate.ts';

/**
 * Which engines repeat a request, of whatever method, when a connection that has served another one closes without an
 * answer. No page can keep them from it, and no page hears of it.
 */
const REPEATS: Readonly<Record<EngineName, boolean>> = { chromium: true, firefox: true, webkit: false };
const REFUSED = { status: 'interaction-required', code: 'token_request_refused' };
const RENEWED = { status: 'renewed' };

/** Lets the server act on the next refresh, and closes the connection before its answer. All else is passed on. */
function closingOnce(otherwise: Passage = (_, toServer) => toServer()): Passage {
  let isClosed = false;
  return async (form, toServer) => {
    const answer = await otherwise(form, toServer);
    if (isClosed || !form.has('refresh_token')) return answer;
    isClosed = true;
    return null;
  };
}

/** Counts the refreshes that the app sends from now on. */
async function watchRefreshesSent(tab: Tab): Promise<() => Promise<number>> {
  await inPage(tab, () => {
    const send = fetch;
    let sent = 0;
    globalThis.fetch = (to, init) => {
      if (init?.body instanceof URLSearchParams && init.body.has('refresh_token')) sent++;
      return send(to, init);
    };
    Object.assign(globalThis, { refreshesSent: () => sent });
  });
  return async () => Number(await tab.evaluate('refreshesSent()'));
}

/** The statuses of the server's answers to the refresh token that has come last. */
function answersToLast(gate: TokenGate): readonly (number | null)[] {
  const refreshes = refreshesAt(gate).map(({ form, status }) => ({ token: form.get('refresh_token'), status }));
  return refreshes.filter(({ token }) => token === refreshes.at(-1)?.token).map(({ status }) => status);
}

test('R72 R74 a refresh is sent once, even if the browser repeats it and the server ends the grant, and the session goes on in every tab', async ({
  tab,
  engine,
  withGate,
}) => {
  const { app, api, gate } = await withGate({ keepsAlive: true });
  const tabs = await signedInTabs(tab, app, 2);
  expect(await renew(tab)).toEqual(RENEWED);
  const sent = await watchRefreshesSent(tab);
  gate.pass(closingOnce());

  expect(await renew(tab)).toEqual(REPEATS[engine] ? REFUSED : RENEWED);
  expect(await sent()).toBe(1);
  expect(answersToLast(gate)).toEqual(REPEATS[engine] ? [200, 400] : [200]);
  for (const each of tabs) expect(await getTimesheets(each, { api })).toBe(200);
});

test('R72 R77 A34 where proofs are good once, a refresh that the browser repeats ends no grant: the next renewal succeeds', async ({
  tab,
  engine,
  withGate,
}) => {
  const { app, api, gate } = await withGate({ keepsAlive: true, dpop: {} });
  await signIn(tab, app);
  expect(await renew(tab)).toEqual(RENEWED);
  const { accessToken } = await sessionIn(tab);
  gate.pass(closingOnce());

  expect(await renew(tab)).toEqual(REPEATS[engine] ? REFUSED : RENEWED);
  expect(answersToLast(gate)).toEqual(REPEATS[engine] ? [200, 400] : [200]);
  expect(await renew(tab)).toEqual(RENEWED);
  expect((await sessionIn(tab)).accessToken).not.toBe(accessToken);
  expect(await getTimesheets(tab, { api })).toBe(200);
});

test('R72 where a server answers a repeated refresh as it did the first time, a connection that closes costs nothing', async ({
  tab,
  withGate,
}) => {
  const { app, gate } = await withGate({ keepsAlive: true });
  await signIn(tab, app);
  expect(await renew(tab)).toEqual(RENEWED);
  const answers = new Map<string, Promise<GateAnswer>>();
  const answeringAlike: Passage = (form, toServer) => {
    const answer = answers.get(`${form}`) ?? toServer();
    answers.set(`${form}`, answer);
    return answer;
  };
  gate.pass(closingOnce(answeringAlike));

  expect(await renew(tab)).toEqual(RENEWED);
  expect(await renew(tab)).toEqual(RENEWED);
});
