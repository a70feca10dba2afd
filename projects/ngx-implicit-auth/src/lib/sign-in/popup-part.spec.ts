import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import {
  dangerouslyAcceptMissingState,
  withDpop,
  withSilentRenewal,
  type AuthConfig,
  type QueryResponse,
  type LoginOptions,
} from 'ngx-implicit-auth';
import { ALICE, fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, type PageOptions, type Tab } from '../testing/fake-tab';
import { comesTo } from '../testing/opened-popup';
import { sessionIn } from '../testing/page-state';
import { outcomeOf, POPUP, popupSignIns, popupTabForEach, STATIC_PAGE, typesOf } from '../testing/popup-sign-in';
import { promisesTold } from '../testing/promises-told';
import { BOTH, heldIn, REPORTS } from '../testing/reports';
import { pendingKeys, sessionKeys } from '../testing/stored-records';

const server = await fakeAuthorizationServer();
let tab: Tab;
popupTabForEach(server, (fresh) => (tab = fresh));
const { begun, beginning, answer, refuse } = popupSignIns(server, () => tab);

describe('login() by a popup', () => {
  it('signs in, while the page stays as it is', async () => {
    const signIn = await beginning();
    const { page, popup } = signIn;
    const statuses: string[] = [];
    page.auth.state$.subscribe(({ status }) => statuses.push(status));
    expect(await answer(signIn)).toBe('signed in');

    expect(statuses).toEqual(['signed-out', 'signed-in']);
    expect(page.auth.claims()).toMatchObject(ALICE);
    expect(sessionKeys(tab)).toHaveLength(1);
    expect([popup.isOpen, tab.redirects]).toEqual([false, []]);
    expect(typesOf(page).filter((type) => type !== 'check-passed')).toEqual([
      'sign-in-started',
      'response-captured',
      'signed-in',
    ]);
  });

  it('R9 R14 keeps state, nonce and verifier in memory, so that a popup gets no copy of them', async () => {
    const { popup } = await beginning({ config: { responseType: 'code' } });
    const request = new URL(popup.url).searchParams;

    expect(request.get('redirect_uri')).toBe(STATIC_PAGE);
    expect(request.get('state')).toMatch(/^[\w-]{43}$/);
    expect(pendingKeys(tab)).toEqual([]);
    expect(tab.storage.dump()).not.toContain(request.get('nonce'));
  });

  it('comes back to the page that renewals come back to', async () => {
    const features = [withSilentRenewal({ redirectUri: 'answer.html' })];
    const signIn = await beginning({ features });

    expect(new URL(signIn.popup.url).searchParams.get('redirect_uri')).toBe(`${APP}answer.html`);
    expect(await answer(signIn)).toBe('signed in');
  });

  it('opens the window before anything is asked of the server', async () => {
    const before = server.requests.length;
    let askedBefore: number | undefined;
    const { openPopup } = tab.platform;
    tab.platform.openPopup = () => {
      askedBefore = server.requests.length - before;
      return openPopup();
    };
    await beginning();

    expect(askedBefore).toBe(0);
  });

  it.each<[string, PageOptions]>([
    ['a code', { config: { responseType: 'code' } }],
    ['a code and a pushed request', { config: { responseType: 'code', pushAuthorizationRequests: true } }],
    ['an id_token alone', { config: { responseType: 'id_token' } }],
    ['a bare token', { config: { responseType: 'token', scope: 'read' } }],
  ])('works by %s', async (_, options) => {
    server.metadata['pushed_authorization_request_endpoint'] = `${server.issuer}/push`;
    const signIn = await beginning(options);

    expect(await answer(signIn)).toBe('signed in');
    expect(signIn.page.auth.state().status).toBe('signed-in');
  });

  it('R73 works with a token that is bound to a key', async () => {
    server.tokenEndpoint.changes = { token_type: 'DPoP' };
    const signIn = await beginning({ config: { responseType: 'code' }, features: [withDpop()] });
    const outcome = await answer(signIn);
    server.tokenEndpoint.changes = {};

    expect(outcome).toBe('signed in');
    expect(sessionIn(signIn.page).boundTo).toMatch(/^[\w-]{43}$/);
  });

  it('takes an answer without a state where the app says that the server can repeat none', async () => {
    const queryResponse: QueryResponse = { accessTokenParameter: 'token', state: dangerouslyAcceptMissingState };
    const config: Partial<AuthConfig> = { responseType: 'token', scope: 'read', queryResponse };
    const { popup, outcome, page } = await beginning({ config });
    comesTo(popup, `${STATIC_PAGE}?token=a`);

    expect(await outcome).toBe('signed in');
    expect(page.auth.accessToken()).toBe('a');
  });

  it('dates the tokens by when the answer was not there yet, however late it is found', async () => {
    const signIn = await beginning();
    jest.advanceTimersByTime(60_000);
    const before = Date.now();
    // As a device that sleeps, or a page that is hidden.
    jest.setSystemTime(before + 50_000);
    expect(await answer(signIn)).toBe('signed in');

    expect(sessionIn(signIn.page).receivedAt).toBe(before);
  });

  it('goes nowhere afterwards, unless it is told to', async () => {
    const navigate = jest.spyOn(Router.prototype, 'navigateByUrl');
    await answer(await beginning());
    expect(navigate).not.toHaveBeenCalled();

    await answer(await beginning({}, { returnTo: '/reports?year=2026', replaceUrl: true }));
    await promisesTold();
    expect(TestBed.inject(Router).url).toBe('/reports?year=2026');
    expect(navigate).toHaveBeenCalledTimes(1);
  });

  it('R59 never goes out of the app', async () => {
    const navigate = jest.spyOn(Router.prototype, 'navigateByUrl');
    await answer(await beginning({}, { returnTo: '//evil.test' }));

    expect(navigate.mock.calls.map(([url]) => url)).toEqual(['/']);
  });

  it('reports a page that cannot be shown, and is signed in all the same', async () => {
    const options = { routes: [{ path: '', children: [] }] };
    const signIn = await beginning(options, { returnTo: '/nowhere' });
    expect(await answer(signIn)).toBe('signed in');

    expect(await signIn.page.reported).toMatchObject({ code: 4002 });
  });

  it('asks for another authentication, and takes no answer without it', async () => {
    const page = await tab.signIn();
    const login = (options: LoginOptions) => page.auth.login({ ...options, acrValues: 'mfa' });
    expect(await answer(await begun(page, login), { claims: { acr: 'pwd' } })).toBe('acr_mismatch');
    expect(page.auth.claims()).not.toHaveProperty('acr');

    expect(await answer(await begun(page, login), { claims: { acr: 'mfa' } })).toBe('signed in');
    expect(page.auth.claims()).toMatchObject({ acr: 'mfa' });
  });
});

describe('a popup that is not opened', () => {
  it('is told of, and changes nothing', async () => {
    tab.platform.openPopup = () => null;
    const page = tab.open();

    expect(await outcomeOf(page.auth.login(POPUP))).toBe('popup_blocked');
    expect([page.auth.state().status, page.events]).toEqual(['signed-out', []]);
  });

  it('takes no place of one that is open', async () => {
    const first = await beginning();
    tab.platform.openPopup = () => null;

    expect(await outcomeOf(first.page.auth.login(POPUP))).toBe('popup_blocked');
    expect(await answer(first)).toBe('signed in');
  });
});

describe('requestAccess() by a popup', () => {
  const asking = async (options: PageOptions = {}) => {
    const page = await tab.signIn({ config: BOTH, ...options });
    const before = sessionIn(page);
    return { before, signIn: await begun(page, (login) => page.auth.requestAccess(REPORTS, login)) };
  };

  it('adds the token to the session that goes on', async () => {
    const { before, signIn } = await asking();
    const request = Object.fromEntries(new URL(signIn.popup.url).searchParams);
    expect(await answer(signIn)).toBe('signed in');

    expect(request).toMatchObject({ audience: 'https://reports/', scope: 'openid read:reports' });
    expect(request).toMatchObject({ id_token_hint: before.idToken, redirect_uri: STATIC_PAGE });
    expect(sessionIn(signIn.page)).toMatchObject({ id: before.id, accessToken: before.accessToken });
    expect(heldIn(signIn.page)).toHaveLength(1);
  });

  it('leaves the session as it was when access is denied', async () => {
    const { before, signIn } = await asking();

    expect(await refuse(signIn)).toBe('access_denied');
    expect(sessionIn(signIn.page)).toEqual(before);
  });

  it('R51 signs out when somebody else has answered', async () => {
    const { signIn } = await asking();

    expect(await answer(signIn, { claims: { sub: 'bob' } })).toBe('other_person');
    expect(signIn.page.auth.state()).toMatchObject({ status: 'failed', error: { code: 'other_person' } });
    expect(sessionKeys(tab)).toEqual([]);
  });

  it('R51 never adds the token of one person to the session of another', async () => {
    const { signIn } = await asking();
    const { page } = signIn;
    await answer(await begun(page), { claims: { sub: 'bob' } });

    expect(await signIn.outcome).toBe('popup_superseded');
    expect(page.auth.claims()).toMatchObject({ sub: 'bob' });
    expect(heldIn(page)).toEqual([]);
  });

  it('A22 fails when it took longer than the session, and does not leave the page', async () => {
    const { signIn } = await asking();
    jest.advanceTimersByTime(600_000);

    expect(await answer(signIn)).toBe('interaction_required');
    expect(signIn.page.auth.state()).toMatchObject({ status: 'failed', error: { code: 'interaction_required' } });
    expect(tab.redirects).toHaveLength(1);
  });

  it('signs in while nobody is', async () => {
    const page = tab.open(APP, { config: BOTH });
    const signIn = await begun(page, (options) => page.auth.requestAccess(REPORTS, options));
    expect(new URL(signIn.popup.url).searchParams.has('audience')).toBe(false);

    expect(await answer(signIn)).toBe('signed in');
  });

  it('refuses an API without a token of its own', async () => {
    const page = await tab.signIn();

    expect(await outcomeOf(page.auth.requestAccess(REPORTS, POPUP))).toBe('request_invalid');
    expect(tab.popups.map(({ isOpen }) => isOpen)).toEqual([false]);
  });
});
