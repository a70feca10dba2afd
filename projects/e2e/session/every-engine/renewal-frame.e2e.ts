import { openApp, signIn } from '../../attacks/sign-in.ts';
import type { Behaviour } from '../../conformance/behaviour.ts';
import { inPage, until } from '../../engines/in-page.ts';
import { expectUntouched } from '../expect-untouched.ts';
import { expectNoFrames, renew, sessionIn, storedSession } from '../in-app.ts';
import { cookies, KNOWN_BY_COOKIE } from '../known-by-cookie.ts';
import { PATIENT } from '../patient.ts';
import { watchRequestsSeenBy, type SeenRequest } from '../requests-seen.ts';
import { expect, test } from '../test.ts';
import { signInUnasked, untilSignedIn } from './sign-in.ts';

/** The sandbox's authorization endpoint is `/auth`; a login goes on at other paths. */
const isAuthorizationRequest = ({ line }: SeenRequest) => line === 'GET /auth';

test('R50 R51 a renewal at a real server asks the authorization endpoint once, and leaves nothing behind', async ({
  tab,
  withSandbox,
  started,
}) => {
  const { app, issuer } = await withSandbox();
  await signIn(tab, app);
  const before = await sessionIn(tab);
  const entries = await inPage(tab, () => history.length);
  const seen = watchRequestsSeenBy(issuer, started);

  expect(await renew(tab)).toEqual({ status: 'renewed' });
  expect((await sessionIn(tab)).accessToken).not.toBe(before.accessToken);
  expect(seen.filter(isAuthorizationRequest)).toHaveLength(1);
  await expectNoFrames(tab);
  expect(await inPage(tab, () => [location.pathname, history.length])).toEqual(['/', entries]);
});

test('A6 R50 a renewal leaves nothing of its request in the page’s performance entries, but in WebKit', async ({
  tab,
  engine,
  withSandbox,
}) => {
  const { app } = await withSandbox();
  await signIn(tab, app);
  expect(await renew(tab)).toEqual({ status: 'renewed' });
  const resources = await inPage(tab, () => performance.getEntriesByType('resource').map(({ name }) => name));

  expect(resources).not.toEqual([]);
  expect(resources.filter((name) => /state=|nonce=|_token/.test(name))).toHaveLength(engine === 'webkit' ? 1 : 0);
});

test('R50 a server on another site, whose cookie stays out of the frame, gives a typed outcome', async ({
  tab,
  withSandbox,
  started,
}) => {
  const { app, issuer } = await withSandbox({ host: '127.0.0.1' });
  await signIn(tab, app);
  const seen = watchRequestsSeenBy(issuer, started);
  const before = await storedSession(tab);

  expect(await renew(tab)).toEqual({ status: 'interaction-required', code: 'interaction_required' });
  expect(seen.filter(isAuthorizationRequest).map(({ headers }) => headers.cookie)).toEqual([undefined]);
  await expectUntouched(tab, `${app}/`, before);
});

test('R50 a server on another site, whose cookie may cross sites, gives the same: the browser keeps it back', async ({
  tab,
  engine,
  withServer,
}) => {
  const { app, server } = await withServer({ host: '127.0.0.1', behaviour: KNOWN_BY_COOKIE });
  await signInUnasked(tab, app);
  const before = await storedSession(tab);

  expect(await renew(tab)).toEqual({ status: 'interaction-required', code: 'interaction_required' });
  await expectUntouched(tab, `${app}/`, before);
  // Without a frame the server knows who it is; but WebKit keeps no `Secure` cookie that came by http.
  await inPage(tab, () => void probe.auth.login());
  const kept = engine === 'webkit' ? undefined : 'person=known';
  await expect.poll(() => cookies(server.record)).toEqual([undefined, undefined, kept]);
});

/** A server whose page a person has to click on, on their way from the app to the app. */
const WITH_A_CLICK: Behaviour = {
  ...KNOWN_BY_COOKIE,
  authorization(proper, record) {
    const { status, headers } = KNOWN_BY_COOKIE.authorization?.(proper, record) ?? { status: 500 };
    if (record.to('authorize').length > 1) return { status, headers };
    const { Location, ...others } = { Location: '', ...headers };
    const body = `<!doctype html><title>Sign in</title><a href="${Location.replaceAll('&', '&amp;')}">Sign in</a>`;
    return { status: 200, headers: { ...others, 'Content-Type': 'text/html' }, body };
  },
};

test('R50 Firefox lets the cookie into the frame once the person has clicked at the server on their way, the others do not', async ({
  tab,
  engine,
  withServer,
}) => {
  const { app, server } = await withServer({ host: '127.0.0.1', behaviour: WITH_A_CLICK });
  await openApp(tab, app);
  await inPage(tab, () => void probe.auth.login());
  await until(tab, () => document.title === 'Sign in');
  await tab.click('a');
  await untilSignedIn(tab);

  expect((await renew(tab)).status).toBe(engine === 'firefox' ? 'renewed' : 'interaction-required');
  expect(cookies(server.record)).toEqual([undefined, engine === 'firefox' ? 'person=known' : undefined]);
});

const PAGE = '<!doctype html><title>Sign in</title><form><input name="password"></form>';
const REFUSALS: readonly (readonly [header: string, value: string])[] = [
  ['X-Frame-Options', 'DENY'],
  ['Content-Security-Policy', "frame-ancestors 'none'"],
];

for (const [header, value] of REFUSALS) {
  test(`R50 R52 ${header} in the server’s answer is recognised without waiting for the timeout`, async ({
    tab,
    withServer,
  }) => {
    const { app, server } = await withServer({ renewal: PATIENT });
    await signInUnasked(tab, app);
    const before = await storedSession(tab);
    server.behave({
      authorization: () => ({ status: 200, headers: { 'Content-Type': 'text/html', [header]: value }, body: PAGE }),
    });

    expect(await renew(tab)).toEqual({ status: 'frame-blocked', code: 'renewal_frame_blocked' });
    expect(server.record.to('authorize')).toHaveLength(2);
    await expectUntouched(tab, `${app}/`, before, ['frames-blocked', 'renewal-ended']);
  });
}
