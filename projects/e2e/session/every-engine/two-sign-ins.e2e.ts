import { decodeJwt } from 'jose';
import { logIn, openApp, signInAtServer } from '../../attacks/sign-in.ts';
import type { Tab } from '../../engines/engine.ts';
import { inPage, until, type Evaluating } from '../../engines/in-page.ts';
import { getTimesheets } from '../api-requests.ts';
import { expect, expectNoneTwice, refreshesAt, renewAll, test } from '../by-refresh-token.ts';
import { sessionIn } from '../in-app.ts';

/** An access token that says which key it is bound to. */
interface Bound {
  readonly cnf: { readonly jkt: string };
}

/** Has two tabs of a browser without any trace of the app sign in, and each reach the server before the other is back. */
async function signInTwice(tab: Tab, app: string): Promise<readonly [Tab, Tab]> {
  const another = await tab.openAnother();
  const tabs = [tab, another] as const;
  for (const each of tabs) await openApp(each, app);
  await Promise.all(tabs.map((each) => inPage(each, () => void probe.auth.login())));
  for (const each of tabs) await until(each, () => document.querySelector('#password') !== null);
  await signInAtServer(tab);
  await until(tab, () => probe.state().status === 'signed-in');
  // Asked already, the server asks for no consent again.
  await logIn(another);
  await until(another, () => probe.state().status === 'signed-in');
  return tabs;
}

/** The keys that the browser keeps for the app. */
function keysIn(page: Evaluating): Promise<number> {
  return inPage(page, async () => {
    const { name = '' } = (await indexedDB.databases()).find((each) => each.name?.endsWith(' dpop')) ?? {};
    const result = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('It failed.'));
      });
    const database = await result(indexedDB.open(name));
    const keys = await result(database.transaction('entries').objectStore('entries').count());
    database.close();
    return keys;
  });
}

test('A21 A33 R72 two tabs that sign in at once on a fresh profile go on with one session, after both are loaded anew as well', async ({
  tab,
  withGate,
}) => {
  const { app, api, gate } = await withGate();
  const tabs = await signInTwice(tab, app);
  const [, another] = tabs;
  await Promise.all(tabs.map((each) => openApp(each, app)));
  expect(await renewAll(tabs, gate)).toEqual(['renewed', 'renewed']);

  for (const each of tabs) expect(await getTimesheets(each, { api })).toBe(200);
  expect((await sessionIn(tab)).accessToken).toBe((await sessionIn(another)).accessToken);
  // The codes that both came back with, and one renewal.
  expect(gate.requests.map(({ form }) => form.has('code'))).toEqual([true, true, false]);
  expectNoneTwice(gate);
});

test('R80 A35 two tabs that sign in at once on a fresh profile have one key, and both sessions work after both are loaded anew', async ({
  tab,
  withGate,
}) => {
  const { app, api, gate } = await withGate({ dpop: {}, tabSync: { share: 'sign-out' } });
  const tabs = await signInTwice(tab, app);
  await Promise.all(tabs.map((each) => openApp(each, app)));
  expect(await renewAll(tabs, gate)).toEqual(['renewed', 'renewed']);

  for (const each of tabs) expect(await getTimesheets(each, { api })).toBe(200);
  expect(await keysIn(tab)).toBe(1);
  const accessTokens = await Promise.all(tabs.map(async (each) => (await sessionIn(each)).accessToken ?? ''));
  expect(new Set(accessTokens).size).toBe(2);
  expect(new Set(accessTokens.map((token) => decodeJwt<Bound>(token).cnf.jkt)).size).toBe(1);
  // In a page that knows no nonce of the server's yet, a refresh token goes again with one, and is good once.
  const redeemed = refreshesAt(gate).filter(({ status }) => status === 200);
  expect(new Set(redeemed.map(({ form }) => form.get('refresh_token'))).size).toBe(2);
  expect(redeemed).toHaveLength(2);
});
