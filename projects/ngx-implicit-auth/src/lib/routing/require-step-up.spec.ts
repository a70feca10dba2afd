import { TestBed } from '@angular/core/testing';
import { Router, type Routes } from '@angular/router';
import { requireStepUp } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Tab } from '../testing/fake-tab';

const server = await fakeAuthorizationServer();
const routes: Routes = [
  { path: 'mfa', children: [], canActivate: [requireStepUp({ acrValues: 'mfa hwk' })] },
  { path: 'fresh', children: [], canActivate: [requireStepUp({ maxAgeSeconds: 300 })] },
  { path: '**', children: [] },
];
const options = { routes };
const secondsAgo = (seconds: number) => Math.floor(Date.now() / 1000) - seconds;
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
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

describe('requireStepUp()', () => {
  it.each([
    ['/mfa', { acr: 'hwk' }],
    ['/fresh', { auth_time: secondsAgo(200) }],
    ['/fresh', { auth_time: secondsAgo(350) }],
  ])('R37 R38 lets those pass at %s who have authenticated like %j, give or take a minute', async (url, claims) => {
    await signedIn(claims);

    expect(await TestBed.inject(Router).navigateByUrl(url)).toBe(true);
  });

  it.each([
    ['/mfa', {}, ['acr_values', 'mfa hwk']],
    ['/mfa', { acr: 'pwd' }, ['acr_values', 'mfa hwk']],
    ['/fresh', {}, ['max_age', '300']],
    ['/fresh', { auth_time: secondsAgo(400) }, ['max_age', '300']],
    ['/fresh', { auth_time: 'now' }, ['max_age', '300']],
  ] as const)('R10 has others authenticate anew at %s: %j', async (url, claims, [name, value]) => {
    await signedIn(claims);
    const request = left();
    void TestBed.inject(Router).navigateByUrl(url);

    expect((await request).get(name)).toBe(value);
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

  it('takes no word of userinfo for it, which nobody vouches for', async () => {
    await tab.signIn({ ...options, config: { responseType: 'token', scope: 'all' } });
    const request = left();
    void TestBed.inject(Router).navigateByUrl('/mfa');

    expect((await request).get('acr_values')).toBe('mfa hwk');
  });

  it('signs in first', async () => {
    tab.open(APP, options);
    const request = left();
    void TestBed.inject(Router).navigateByUrl('/mfa');

    expect((await request).has('acr_values')).toBe(false);
  });
});
