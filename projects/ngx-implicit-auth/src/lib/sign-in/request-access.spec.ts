import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { fakeTab, type Tab } from '../testing/fake-tab';
import { sessionIn } from '../testing/page-state';
import { BOTH, heldIn, REPORTS, TIMESHEETS } from '../testing/reports';

const server = await fakeAuthorizationServer();
const APIS = { config: BOTH };
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

describe('requestAccess()', () => {
  it('asks for the token with a page, and adds it to the session that goes on', async () => {
    const page = await tab.signIn(APIS);
    const before = sessionIn(page);
    await page.auth.requestAccess(REPORTS, { returnTo: '/reports' });
    const request = Object.fromEntries(new URL(tab.redirect).searchParams);
    const back = tab.open(await server.answer(tab.redirect), APIS);
    await back.auth.ready;

    expect(request).toMatchObject({ audience: 'https://reports/', scope: 'openid read:reports' });
    expect(request).toMatchObject({ id_token_hint: before.idToken });
    expect(request).not.toHaveProperty('prompt');
    expect(sessionIn(back)).toMatchObject({ accessToken: before.accessToken, receivedAt: before.receivedAt });
    expect(heldIn(back)).toHaveLength(1);
    expect(back.events).toContainEqual({ type: 'signed-in', returnTo: '/reports' });
  });

  it('leaves the session as it was when access is denied', async () => {
    const page = await tab.signIn(APIS);
    await page.auth.requestAccess(REPORTS);
    const back = tab.open(server.refuse(tab.redirect), APIS);
    await back.auth.ready;

    expect(back.auth.snapshot()).toMatchObject({ status: 'signed-in' });
    expect(heldIn(back)).toEqual([]);
    expect(back.events).toContainEqual(expect.objectContaining({ type: 'sign-in-failed' }));
  });

  it('R51 signs out when somebody else has answered', async () => {
    const page = await tab.signIn(APIS);
    await page.auth.requestAccess(REPORTS);
    const back = tab.open(await server.answer(tab.redirect, { claims: { sub: 'bob-1002' } }), APIS);
    await back.auth.ready;

    expect(back.auth.snapshot()).toMatchObject({ status: 'failed', error: { code: 'other_person' } });
    expect(Object.keys(tab.storage).filter((key) => key.endsWith(' session'))).toEqual([]);
  });

  it('refuses a URL that is no resource server with a token of its own', async () => {
    const page = await tab.signIn(APIS);

    await expect(page.auth.requestAccess(TIMESHEETS)).rejects.toMatchObject({ code: 'request_invalid' });
    await expect(page.auth.requestAccess('https://evil.test')).rejects.toMatchObject({
      code: 'request_invalid',
    });
  });
});
