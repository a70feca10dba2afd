import { tabOf } from '../engines/chromium.ts';
import { expect, expectNoneTwice, refreshesAt, renewAll, signedInTabs, test } from './by-refresh-token.ts';
import { statusOf } from './in-app.ts';

const TABS = 10;
const ROUNDS = 20;

test('R72 A33 ten tabs renew at once, two hundred times in all: each refresh token is sent once, and nobody is signed out', async ({
  page,
  withGate,
}) => {
  const { app, gate } = await withGate();
  const tabs = await signedInTabs(tabOf(page), app, TABS);
  for (let round = 0; round < ROUNDS; round++) {
    expect(await renewAll(tabs, gate)).toEqual(tabs.map(() => 'renewed'));
  }

  expect(refreshesAt(gate)).toHaveLength(ROUNDS);
  expectNoneTwice(gate);
  expect(await Promise.all(tabs.map(statusOf))).toEqual(tabs.map(() => 'signed-in'));
});

test('R72 R74 A33 ten tabs renew while every third answer is lost: no refresh token is sent again, and nobody is signed out', async ({
  page,
  withGate,
}) => {
  const { app, gate } = await withGate();
  const tabs = await signedInTabs(tabOf(page), app, TABS);
  // The server has redeemed what was sent, and the browser never hears of it.
  gate.pass(async (form, toServer) => {
    const answer = await toServer();
    return form.has('refresh_token') && refreshesAt(gate).length % 3 === 0 ? null : answer;
  });
  for (let round = 0; round < ROUNDS; round++) {
    expect(await renewAll(tabs, gate)).toEqual(tabs.map(() => 'renewed'));
  }

  expect(refreshesAt(gate).length).toBeGreaterThan(3);
  expectNoneTwice(gate);
  expect(await Promise.all(tabs.map(statusOf))).toEqual(tabs.map(() => 'signed-in'));
});
