import { TestBed } from '@angular/core/testing';
import { Router, type Routes } from '@angular/router';
import { requireAccessToken } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Tab } from '../testing/fake-tab';
import { renewalFrames, type RenewalFrames } from '../testing/renewal-frames';
import { heldIn } from '../testing/reports';

const REPORTS = 'https://api.example.com/reports';
const server = await fakeAuthorizationServer();
const routes: Routes = [
  { path: 'reports', children: [], canActivate: [requireAccessToken(`${REPORTS}/7`)] },
  { path: 'timesheets', children: [], canActivate: [requireAccessToken('https://api.example.com/timesheets')] },
  { path: '**', children: [] },
];
const options = {
  routes,
  config: { resourceServers: ['https://api.example.com/timesheets', { url: REPORTS, audience: 'https://reports/' }] },
};
let tab: Tab;
let frames: RenewalFrames;

beforeEach(() => {
  tab = fakeTab(server);
  frames = renewalFrames(tab, server);
});

/** Resolves once the person has been sent to the server. */
const left = () =>
  new Promise<URLSearchParams>((resolve) => {
    tab.platform.redirect = (url) => {
      resolve(new URL(url).searchParams);
    };
  });

describe('requireAccessToken()', () => {
  it('lets a person pass whose token can be had without a page, and has it there', async () => {
    const page = await tab.signIn(options);

    expect(await TestBed.inject(Router).navigateByUrl('/reports')).toBe(true);
    expect(heldIn(page)).toHaveLength(1);
  });

  it.each(['consent_required', 'interaction_required'])(
    'takes the person to the page that the server wants to show after %s',
    async (error) => {
      await tab.signIn(options);
      frames.refusing({ error });
      const request = left();
      void TestBed.inject(Router).navigateByUrl('/reports?year=2026');

      expect((await request).get('audience')).toBe('https://reports/');
    },
  );

  it('takes them there as well when frames do not work here', async () => {
    await tab.signIn(options);
    frames.failing('renewal_frame_blocked');
    const request = left();
    void TestBed.inject(Router).navigateByUrl('/reports');

    expect((await request).has('prompt')).toBe(false);
  });

  it('fails the navigation when the server cannot be reached', async () => {
    await tab.signIn(options);
    frames.failing('server_unreachable');

    await expect(TestBed.inject(Router).navigateByUrl('/reports')).rejects.toMatchObject({
      code: 'server_unreachable',
    });
  });

  it('signs in first', async () => {
    tab.open(APP, options);
    const request = left();
    void TestBed.inject(Router).navigateByUrl('/reports');

    expect((await request).has('audience')).toBe(false);
  });

  it('asks for nothing more where the session’s own token does', async () => {
    await tab.signIn(options);

    expect(await TestBed.inject(Router).navigateByUrl('/timesheets')).toBe(true);
    expect(frames.urls).toEqual([]);
  });
});
