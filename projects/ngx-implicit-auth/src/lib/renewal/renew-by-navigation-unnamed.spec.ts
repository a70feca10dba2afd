import { withSilentRenewal, type AuthError } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import type { Tab } from '../testing/fake-tab';
import { comeBack, leave, startGuarded, TARGET } from '../testing/guarded-app';
import { outcomes, sessionIn } from '../testing/page-state';
import { renewingTabForEach } from '../testing/renewing-tab';
import type { Session } from '../session/auth-state';

const server = await fakeAuthorizationServer();
const BY_NAVIGATION = { features: [withSilentRenewal({ strategy: 'navigation' })] };
const STATELESS = { parameters: { state: undefined } };
let tab: Tab;

renewingTabForEach(server, (fresh) => {
  ({ tab } = fresh);
});

const start = (url: string) => startGuarded(tab, url, BY_NAVIGATION);
const left = () => leave(tab, BY_NAVIGATION);
const returned = (answer: string | Promise<string>) => comeBack(tab, answer, BY_NAVIGATION);

/** A person whose session is to be renewed: it lasts for another 59 s of 600. */
async function withSessionDue(): Promise<Session> {
  const page = await tab.signIn(BY_NAVIGATION);
  jest.setSystemTime(Date.now() + 541_000);
  return sessionIn(page);
}

describe('an error without a state, after a renewal by navigation has left,', () => {
  it('R15 R52 lands with the session it had, and leaves no more for this one', async () => {
    const before = await withSessionDue();
    await left();
    const answer = server.answer(tab.redirect);
    const app = await returned(server.refuse(tab.redirect, STATELESS));
    const landed = await app.settled();
    await app.router.navigateByUrl('/');
    await app.router.navigateByUrl(TARGET);

    expect([landed, app.router.url]).toEqual([TARGET, TARGET]);
    expect(sessionIn(app)).toEqual(before);
    expect(app.events).toContainEqual({
      type: 'renewal-ended',
      outcome: { status: 'refused', error: expect.objectContaining({ code: 'state_missing' }) as AuthError },
    });
    expect(tab.redirects).toHaveLength(2);
    // Nobody can tell whether the error was the answer.
    expect(sessionIn(await returned(answer)).accessToken).not.toBe(before.accessToken);
  });

  it('R15 lands where the last renewal was going', async () => {
    await withSessionDue();
    await start('/secret?week=6').leaving();
    jest.advanceTimersByTime(1);
    await left();
    const app = await returned(server.refuse(tab.redirect, STATELESS));

    expect(await app.settled()).toBe(TARGET);
  });

  it('R15 is no answer to a renewal once a sign-in was begun', async () => {
    await withSessionDue();
    await left();
    jest.advanceTimersByTime(1);
    await start('/').auth.login();
    const app = await returned(server.refuse(tab.redirect, STATELESS));

    expect(outcomes(app)).toEqual([]);
  });

  it('R15 has nothing to do with tokens without one', async () => {
    await withSessionDue();
    await left();
    const app = await returned(server.answer(tab.redirect, STATELESS));

    expect(outcomes(app)).toEqual([]);
    expect(app.events).toContainEqual(expect.objectContaining({ type: 'sign-in-failed' }));
  });
});
