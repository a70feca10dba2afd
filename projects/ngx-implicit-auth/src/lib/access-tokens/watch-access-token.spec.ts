import { NgZone } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { fakeTab, type Page, type Tab } from '../testing/fake-tab';
import { sessionIn } from '../testing/page-state';
import { renewalFrames, type RenewalFrames } from '../testing/renewal-frames';
import { BOTH, heldIn, REPORTS, TIMESHEETS } from '../testing/reports';

const PAYROLL = 'https://api.example.com/payroll';
const server = await fakeAuthorizationServer();
const APIS = { config: BOTH };
let tab: Tab;
let frames: RenewalFrames;

beforeEach(() => {
  tab = fakeTab(server);
  frames = renewalFrames(tab, server);
});

describe('accessTokenFor()', () => {
  const listen = (page: Page, url: string) => {
    const tokens: (string | null)[] = [];
    const first = new Promise<void>((resolve) => {
      page.auth.accessTokenFor(url).subscribe((token) => {
        tokens.push(token);
        if (token) resolve();
      });
    });
    return { tokens, first };
  };

  it('fetches the token of the server at a URL, and ends with the session', async () => {
    const page = await tab.signIn(APIS);
    const { tokens, first } = listen(page, `${REPORTS}/live`);
    await first;
    await page.auth.logout({ scope: 'local' });

    expect(tokens).toEqual([null, expect.stringMatching(/^access-token-/), null]);
  });

  it('tells the session’s own for a server without one', async () => {
    const page = await tab.signIn(APIS);
    const { tokens, first } = listen(page, TIMESHEETS);
    await first;

    expect(tokens).toEqual([sessionIn(page).accessToken]);
    expect(frames.urls).toEqual([]);
  });

  it('A7 tells none for a URL that is not listed', async () => {
    const page = await tab.signIn(APIS);
    const told = await new Promise((resolve) => page.auth.accessTokenFor('https://evil.test/').subscribe(resolve));

    expect(told).toBeNull();
  });

  it('tells why there is none by an event', async () => {
    const page = await tab.signIn(APIS);
    frames.refusing({ error: 'consent_required' });
    const failed = new Promise((resolve) =>
      page.auth.events$.subscribe((event) => {
        if (event.type === 'access-token-failed') resolve(event);
      }),
    );
    const { tokens } = listen(page, REPORTS);

    expect(await failed).toMatchObject({ url: REPORTS, error: { code: 'interaction_required' } });
    expect(tokens).toEqual([null]);
  });

  it('asks no second time for one that was refused when another resource server gets its own', async () => {
    const page = await tab.signIn({
      config: { resourceServers: [...BOTH.resourceServers, { url: PAYROLL, audience: 'https://payroll/' }] },
    });
    frames.refusing({ error: 'consent_required' });
    const failed = new Promise((resolve) => page.auth.events$.subscribe(resolve));
    listen(page, PAYROLL);
    await failed;
    frames.answering({});
    await listen(page, REPORTS).first;
    await listen(page, REPORTS).first;

    expect(frames.urls.map((url) => new URL(url).searchParams.get('audience'))).toEqual([
      'https://payroll/',
      'https://reports/',
    ]);
    expect(heldIn(page)).toHaveLength(1);
  });

  it.each([
    ['wss://api.example.com/reports/live', REPORTS],
    ['WSS://api.example.com/timesheets', TIMESHEETS],
  ])('tells for %s what it tells for the URL of https', async (socket, url) => {
    const page = await tab.signIn(APIS);
    const [toSocket, toUrl] = [listen(page, socket), listen(page, url)];
    await Promise.all([toSocket.first, toUrl.first]);

    expect(toSocket.tokens.at(-1)).toBe(toUrl.tokens.at(-1));
  });

  it('tells the session’s token for a WebSocket that is listed as one', async () => {
    const page = await tab.signIn({ config: { resourceServers: ['wss://api.example.com/live'] } });
    const told = await new Promise((resolve) =>
      page.auth.accessTokenFor('wss://api.example.com/live').subscribe(resolve),
    );

    expect(told).toBe(sessionIn(page).accessToken);
  });

  it.each(['ws://api.example.com/timesheets', 'wss://evil.test/timesheets', 'ws/live'])(
    'A7 tells none for %s, which is not listed',
    async (url) => {
      const page = await tab.signIn({ config: { resourceServers: [TIMESHEETS, '/http'] } });
      const told = await new Promise((resolve) => page.auth.accessTokenFor(url).subscribe(resolve));

      expect(told).toBeNull();
    },
  );

  it('waits outside the zone until the token expires, and tells of that inside', async () => {
    const page = await tab.signIn(APIS);
    await listen(page, REPORTS).first;
    const zone = TestBed.inject(NgZone);
    let where = '';
    const noting = (name: string) => (task: (...args: never[]) => unknown) => {
      const before = where;
      where = name;
      const result = task();
      where = before;
      return result;
    };
    jest.spyOn(zone, 'run').mockImplementation(noting('run'));
    jest.spyOn(zone, 'runOutsideAngular').mockImplementation(noting('runOutsideAngular'));
    const timers: { readonly where: string; readonly pass: () => void }[] = [];
    jest
      .spyOn(globalThis, 'setTimeout')
      .mockImplementation(((pass: () => void) => timers.push({ where, pass })) as never);
    const told: [string | null, string][] = [];
    await new Promise<void>((resolve) => {
      page.auth.accessTokenFor(REPORTS).subscribe((token) => {
        told.push([token, where]);
        resolve();
      });
    });
    timers[0]?.pass();

    expect(timers.map((timer) => timer.where)).toEqual(['runOutsideAngular']);
    expect(told).toEqual([
      [heldIn(page)[0], ''],
      [null, 'run'],
    ]);
  });
});
