import { TestBed } from '@angular/core/testing';
import { Router, type Routes } from '@angular/router';
import { requireStepUp } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { FAKE_CLOCK } from '../testing/fake-clock';
import { fakeTab, type Tab } from '../testing/fake-tab';
import { comesTo, openedPopup } from '../testing/opened-popup';
import { openedPage, signedInPage, type TestedPage } from '../testing/tested-page';

const server = await fakeAuthorizationServer();
const routes: Routes = [
  { path: 'mfa', children: [], canActivate: [requireStepUp({ acrValues: 'mfa hwk' })] },
  { path: 'fresh', children: [], canActivate: [requireStepUp({ maxAgeSeconds: 300 })] },
  { path: 'beside', children: [], canActivate: [requireStepUp({ acrValues: 'mfa' }, { window: 'popup' })] },
  { path: '**', children: [] },
];
const options = { routes };
const secondsAgo = (seconds: number) => Math.floor(Date.now() / 1000) - seconds;
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

afterEach(() => {
  jest.useRealTimers();
});

const signedIn = (claims: Record<string, unknown>) => tab.signIn({ ...options, answer: { claims } });
/** Resolves once the person has been sent to the server. */
const left = () =>
  new Promise<URLSearchParams>((resolve) => {
    tab.platform.redirect = (url) => {
      tab.redirects.push({ url, replaceUrl: false });
      resolve(new URL(url).searchParams);
    };
  });

/** Where the person is sent to by a navigation. */
async function askedBy(url: string, { controller }: TestedPage) {
  void TestBed.inject(Router).navigateByUrl(url);
  return (await controller.redirected()).parameters;
}

describe('requireStepUp()', () => {
  it.each([
    ['/mfa', { acr: 'hwk' }],
    ['/fresh', { auth_time: secondsAgo(200) }],
    ['/fresh', { auth_time: secondsAgo(350) }],
  ])('R37 R38 lets those pass at %s who have authenticated like %j, give or take a minute', async (url, claims) => {
    signedInPage(options, { claims });

    expect(await TestBed.inject(Router).navigateByUrl(url)).toBe(true);
  });

  it.each([
    ['/mfa', {}, { acr_values: 'mfa hwk' }],
    ['/mfa', { acr: 'pwd' }, { acr_values: 'mfa hwk' }],
    ['/fresh', { auth_time: undefined }, { max_age: '300' }],
    ['/fresh', { auth_time: secondsAgo(400) }, { max_age: '300' }],
    ['/fresh', { auth_time: 'now' }, { max_age: '300' }],
  ] as const)('R10 has others authenticate anew at %s: %j', async (url, claims, asked) => {
    expect(await askedBy(url, signedInPage(options, { claims }))).toMatchObject(asked);
  });

  it('takes no word of userinfo for it, which nobody vouches for', async () => {
    const page = signedInPage({ ...options, config: { responseType: 'token', scope: 'all' } });

    expect(await askedBy('/mfa', page)).toMatchObject({ acr_values: 'mfa hwk' });
  });

  it('signs in first', async () => {
    expect(await askedBy('/mfa', openedPage(options))).not.toHaveProperty('acr_values');
  });

  it('R37 refuses an answer that does not tell of the required way, and brings back one that does', async () => {
    await signedIn({});
    const request = left();
    void TestBed.inject(Router).navigateByUrl('/mfa');
    await request;
    const refused = tab.open(await server.answer(tab.redirect), options);
    await refused.auth.ready;
    expect(refused.events).toContainEqual(
      expect.objectContaining({ type: 'sign-in-failed', error: expect.objectContaining({ code: 'acr_mismatch' }) }),
    );

    const again = left();
    void TestBed.inject(Router).navigateByUrl('/mfa');
    await again;
    const page = tab.open(await server.answer(tab.redirect, { claims: { acr: 'mfa' } }), options);
    await page.auth.ready;
    expect(page.events).toContainEqual({ type: 'signed-in', returnTo: '/mfa' });
  });
});

describe('requireStepUp() with a popup', () => {
  const navigating = async () => {
    jest.useFakeTimers(FAKE_CLOCK);
    const page = await signedIn({});
    const router = TestBed.inject(Router);
    await router.navigateByUrl('/draft');
    const navigation = router.navigateByUrl('/beside');
    navigation.catch(() => {});
    return { page, router, navigation, popup: await openedPopup(tab) };
  };

  it('R37 lets the navigation go on once the person has authenticated as required, and leaves no page for it', async () => {
    const { router, navigation, popup } = await navigating();
    const before = tab.redirects.length;
    comesTo(popup, await server.answer(popup.url, { claims: { acr: 'mfa' } }));

    expect(await navigation).toBe(true);
    expect([router.url, tab.redirects.length]).toEqual(['/beside', before]);
  });

  it('stays where the person is when the popup is closed', async () => {
    const { page, router, navigation, popup } = await navigating();
    popup.close();
    dispatchEvent(new Event('focus'));
    jest.advanceTimersByTime(1_000);
    await navigation;

    expect(router.url).toBe('/draft');
    expect(page.auth.state().status).toBe('signed-in');
  });

  it('R37 ends in the error when the answer does not tell of the required way', async () => {
    const { router, navigation, popup } = await navigating();
    comesTo(popup, await server.answer(popup.url));

    await expect(navigation).rejects.toMatchObject({ code: 'acr_mismatch' });
    expect(router.url).toBe('/draft');
  });

  it('leaves from the first page of a visit, where no click lets a popup be opened', async () => {
    await signedIn({});
    const request = left();
    void TestBed.inject(Router).navigateByUrl('/beside');

    expect((await request).get('acr_values')).toBe('mfa');
    expect(tab.popups).toEqual([]);
  });
});
