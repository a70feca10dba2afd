import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { fakeTab, type Page, type Tab } from '../testing/fake-tab';
import { answered } from '../testing/answered-page';
import { SENTENCES } from '../testing/sentences';

const server = await fakeAuthorizationServer();
const MARK = `ngx-implicit-auth ${server.issuer} timesheets-spa signed-out`;
let tab: Tab;

beforeEach(() => {
  localStorage.clear();
  tab = fakeTab(server);
});

const failure = ({ auth }: Page) => {
  const state = auth.state();
  return state.status === 'failed' ? state : null;
};

/** Opens the app at an answer; while that is verified, another tab signs out, which no message tells. */
async function signedOutMeanwhile(url: string, key = MARK, sign: unknown = Date.now() + 1): Promise<Page> {
  const page = tab.open(url);
  page.auth.events$.subscribe(({ type }) => {
    if (type === 'response-captured') localStorage.setItem(key, JSON.stringify(sign));
  });
  await page.auth.ready;
  return page;
}

describe('a response that is not what this tab waits for', () => {
  it.each<[string, () => string | Promise<string>]>([
    ['state_missing', () => server.answer(tab.redirect, { parameters: { state: undefined } })],
    ['state_unknown', () => server.answer(tab.redirect, { parameters: { state: 'other' } })],
    [
      'state_expired',
      () => {
        tab.platform.now = () => Date.now() + 3_600_000;
        return server.answer(tab.redirect);
      },
    ],
  ])('R15 fails with %s, and tells what to do', async (code, answer) => {
    await tab.open().auth.login({ returnTo: '/week/7' });
    const page = await answered(tab, await answer());

    expect(failure(page)?.error).toMatchObject({ code, message: expect.stringMatching(SENTENCES) as string });
    expect(page.events.map(({ type }) => type)).toEqual(['response-captured', 'sign-in-failed']);
  });

  it('R15 leads back to the root of the app, where nobody knows better', async () => {
    await tab.open().auth.login({ returnTo: '/week/7' });
    const page = await answered(tab, await server.answer(tab.redirect, { parameters: { state: 'other' } }));

    expect(failure(page)?.returnTo).toBe('/');
  });

  it('R16 is told to have passed no check before its state has', async () => {
    await tab.open().auth.login();
    const page = await answered(tab, await server.answer(tab.redirect));
    const checks = page.events.flatMap((event) => (event.type === 'check-passed' ? [event.check] : []));

    expect(page.events[0]).toEqual({ type: 'response-captured' });
    expect(checks[0]).toBe('state');
  });
});

describe('a sign-out elsewhere while a response is completed', () => {
  beforeEach(async () => {
    await tab.open().auth.login();
  });

  it('A15 has the last word over the answer', async () => {
    const page = await signedOutMeanwhile(await server.answer(tab.redirect));

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(page.events.map(({ type }) => type)).not.toContain('signed-in');
    expect(tab.storage.dump()).not.toContain('access-token');
  });

  it('A15 has the last word over a refusal', async () => {
    const page = await signedOutMeanwhile(server.refuse(tab.redirect));

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(page.events.map(({ type }) => type)).not.toContain('sign-in-failed');
  });

  it('A15 of a session that the server has ended has the last word over that session alone', async () => {
    const withSid = (sid: string) => server.answer(tab.redirect, { claims: { sid } });
    const sids = `${MARK}-sids`;
    const page = await signedOutMeanwhile(await withSid('session-7'), sids, { 'session-7': Date.now() + 1 });
    await tab.open().auth.login();
    const next = await signedOutMeanwhile(await withSid('session-8'), sids, { 'session-7': Date.now() + 60_000 });

    expect([page.auth.state().status, next.auth.state().status]).toEqual(['signed-out', 'signed-in']);
  });
});

it('A15 a sign-out elsewhere before the answer came does not keep anybody from signing in', async () => {
  await tab.open().auth.login();
  localStorage.setItem(MARK, String(Date.now() + 1));
  const page = await answered(tab, await server.answer(tab.redirect));

  expect(page.auth.state().status).toBe('signed-in');
});

it('a refusal that comes after a sign-out here is not told as a failure', async () => {
  await tab.open().auth.login();
  const page = tab.open(server.refuse(tab.redirect));
  await page.auth.logout({ scope: 'local' });
  await page.auth.ready;

  expect(page.auth.state()).toEqual({ status: 'signed-out' });
  expect(page.events.map(({ type }) => type)).not.toContain('sign-in-failed');
});
