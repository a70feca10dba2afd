import { renewalsAsked } from '../conformance/authorization-requests.ts';
import type { Behaviour, Reply } from '../conformance/behaviour.ts';
import { error } from '../oddities/faults.ts';
import { getTimesheets, tokensShown } from './api-requests.ts';
import { outcomes, sessionIn, statusOf } from './in-app.ts';
import { expect, signIn, test } from './test.ts';

const INVALID_TOKEN: Reply = {
  status: 401,
  headers: { 'WWW-Authenticate': 'Bearer realm="timesheets", error="invalid_token"' },
};
const INSUFFICIENT_SCOPE: Reply = {
  status: 403,
  headers: { 'WWW-Authenticate': 'Bearer error="insufficient_scope", scope="approve"' },
};

/** The API refuses the token that it is shown first, and takes any other. */
const REFUSES_THE_FIRST: Behaviour = {
  timesheets: (proper, record) => {
    const shown = record.to('timesheets').flatMap(({ headers }) => headers.authorization ?? []);
    return shown.at(-1) === shown[0] ? INVALID_TOKEN : proper;
  },
};

test('R48 a token that the API calls invalid is renewed once, and the request sent once more', async ({
  page,
  withServer,
}) => {
  const { app, server } = await withServer({ behaviour: REFUSES_THE_FIRST });
  await signIn(page, app);
  const before = await sessionIn(page);

  expect(await getTimesheets(page, server)).toBe(200);
  const after = await sessionIn(page);
  expect(after.accessToken).not.toBe(before.accessToken);
  expect(tokensShown(server)).toEqual([`Bearer ${before.accessToken}`, `Bearer ${after.accessToken}`]);
  expect(renewalsAsked(server)).toBe(1);
});

test('R48 R52 ten requests whose token is called invalid share one renewal', async ({ page, withServer }) => {
  const { app, server } = await withServer({ behaviour: REFUSES_THE_FIRST });
  await signIn(page, app);
  const statuses = await page.evaluate(
    (url) => Promise.all(Array.from({ length: 10 }, () => probe.get(url))),
    `${server.api}/timesheets`,
  );

  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(tokensShown(server)).toHaveLength(20);
  expect(renewalsAsked(server)).toBe(1);
});

test('R48 an API that calls every token invalid is asked twice, and no more', async ({ page, withServer }) => {
  const { app, server } = await withServer({ behaviour: { timesheets: () => INVALID_TOKEN } });
  await signIn(page, app);

  expect(await getTimesheets(page, server)).toBe(401);
  expect(tokensShown(server)).toHaveLength(2);
  expect(renewalsAsked(server)).toBe(1);
  expect(await statusOf(page)).toBe('signed-in');
});

test('R48 a token that cannot be renewed is not sent again', async ({ page, withServer }) => {
  const { app, server } = await withServer({ behaviour: { timesheets: () => INVALID_TOKEN } });
  await signIn(page, app);
  server.behave({ timesheets: () => INVALID_TOKEN, ...error('login_required') });

  expect(await getTimesheets(page, server)).toBe(401);
  expect(tokensShown(server)).toHaveLength(1);
  expect(await outcomes(page)).toEqual(['interaction-required']);
});

const NO_REASON_TO_RENEW: readonly (readonly [name: string, Reply])[] = [
  ['R48 a scope that does not suffice', INSUFFICIENT_SCOPE],
  ['R48 a 401 for another reason', { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="timesheets"' } }],
  ['R48 an API that fails', { status: 500 }],
];

for (const [name, reply] of NO_REASON_TO_RENEW) {
  test(`${name} is no reason to renew`, async ({ page, withServer }) => {
    const { app, server } = await withServer({ behaviour: { timesheets: () => reply } });
    await signIn(page, app);

    expect(await getTimesheets(page, server)).toBe(reply.status);
    expect(tokensShown(server)).toHaveLength(1);
    expect(renewalsAsked(server)).toBe(0);
  });
}

test('R48 R52 a request that finds its token about to expire waits for the renewal', async ({ page, withServer }) => {
  // Without a request the renewal would come in the last tenth of a second.
  const { app, server } = await withServer({
    renewal: { leadSeconds: 0.1 },
    behaviour: { lifetimeSeconds: () => 30 },
  });
  await page.clock.install();
  await signIn(page, app);
  const before = await sessionIn(page);
  await page.clock.pauseAt(before.expiresAt - 1_000);

  expect(await getTimesheets(page, server)).toBe(200);
  const after = await sessionIn(page);
  expect(tokensShown(server)).toEqual([`Bearer ${after.accessToken}`]);
  expect(after.accessToken).not.toBe(before.accessToken);
});
