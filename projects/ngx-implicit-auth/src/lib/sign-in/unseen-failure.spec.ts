import { TestBed } from '@angular/core/testing';
import { german, withSilentRenewal, withTexts } from 'ngx-implicit-auth';
import { SessionMachine } from '../session/session-machine';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { answered } from '../testing/answered-page';
import { APP, fakeTab, type Page, type PageOptions, type Tab } from '../testing/fake-tab';
import { inProduction } from '../testing/in-production';

const server = await fakeAuthorizationServer();
let tab: Tab;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate'] });
  jest.spyOn(console, 'warn').mockImplementation(() => {});
  tab = fakeTab(server);
});

afterEach(() => {
  TestBed.resetTestingModule();
  jest.useRealTimers();
  document.body.replaceChildren();
});

const alert = () => document.querySelector<HTMLElement>('[role=alert]');
const notice = () => alert()?.parentElement ?? null;
/** What is read out, each text with the language that it is marked with. */
const said = () =>
  ([...(alert()?.children ?? [])] as HTMLElement[]).map(({ textContent, lang }) => [textContent, lang]);
const button = (label: string) => [...notice()!.querySelectorAll('button')].find((one) => one.textContent === label)!;
const afterAMoment = () => {
  jest.advanceTimersByTime(1_000);
};

/** Resolves when the notice is there, and has said what it has to say. */
async function added(): Promise<void> {
  await new Promise((resolve) => {
    new MutationObserver(resolve).observe(document.body, { childList: true });
  });
  jest.advanceTimersByTime(100);
}

/** Resolves once what may have been loaded has been. */
async function loaded(): Promise<void> {
  await import('./failure-notice-part');
  await new Promise(setImmediate);
}

async function denied(options?: PageOptions): Promise<Page> {
  await tab.open(undefined, options).auth.login({ returnTo: '/week/7' });
  const parameters = { error: 'access_denied', error_description: '<b>Not today.</b>' };
  return answered(tab, server.refuse(tab.redirect, { parameters }), options);
}

describe('a sign-in that has failed', () => {
  it('R10 is told by a notice a moment later, as text', async () => {
    await denied();
    afterAMoment();
    await added();

    expect(said()).toEqual([
      ['Sign-in failed', 'en'],
      ['<b>Not today.</b>', ''],
    ]);
    expect(notice()?.querySelector(':scope > details')?.textContent).toMatch(
      /^DetailsAccess was refused, .* \(access_denied, see/,
    );
  });

  it('is told when login() cannot begin it', async () => {
    tab.platform.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    await tab
      .open()
      .auth.login()
      .catch(() => {});
    afterAMoment();
    await added();

    expect(said()[1]?.[0]).toMatch(/ Check your connection/);
    expect(notice()?.querySelector('details')?.textContent).toContain('(connect-src)');
  });

  it('is told by AuthCallback alone where there is one', async () => {
    document.body.append(document.createElement('auth-callback'));
    await denied();
    afterAMoment();
    await loaded();

    expect(notice()).toBeNull();
  });

  it('is told by AuthCallback alone, even if the person leaves it at once', async () => {
    await denied();
    TestBed.inject(SessionMachine).failureShown?.();
    afterAMoment();
    await loaded();

    expect(notice()).toBeNull();
  });

  it('is told by no notice where the app shows failures itself', async () => {
    await denied({ config: { showFailures: false } });
    afterAMoment();
    await loaded();

    expect(notice()).toBeNull();
  });

  it('is told by a notice in the app’s language', async () => {
    tab.platform.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const options = { features: [withTexts(german)] };
    await tab
      .open(APP, options)
      .auth.login()
      .catch(() => {});
    afterAMoment();
    await added();
    const { failed, errors, retry, close } = await german();

    expect(said()).toEqual([
      [failed, 'de'],
      [errors.server_unreachable, 'de'],
    ]);
    const buttons = [...notice()!.querySelectorAll('button')];
    expect(buttons.map(({ textContent, lang, dir }) => [textContent, lang, dir])).toEqual([
      [retry, 'de', 'auto'],
      [close, 'de', 'auto'],
    ]);
  });

  it('is said in a region that is there before its words, so that screen readers notice', async () => {
    await denied();
    afterAMoment();
    await new Promise((resolve) => {
      new MutationObserver(resolve).observe(document.body, { childList: true });
    });
    const region = alert();
    const before = region?.textContent;
    jest.advanceTimersByTime(100);

    expect(before).toBe('');
    expect(alert()).toBe(region);
    expect(said()).toHaveLength(2);
  });

  it('is told to people alone in production', async () => {
    await inProduction(async () => {
      await denied();
      afterAMoment();
      await added();
    });

    expect(notice()?.querySelector('details')).toBeNull();
    expect(said()[1]?.[0]).toBe('<b>Not today.</b>');
    expect(jest.mocked(console.warn).mock.calls).toEqual([]);
  });

  it('is no news any more when something else has happened in that moment', async () => {
    const page = await denied();
    await page.auth.login();
    afterAMoment();
    await loaded();

    expect(notice()).toBeNull();
  });

  it('A14 is not told to whoever is signed in when nobody has asked for the response', async () => {
    await tab.signIn();
    const page = await answered(tab, 'https://app.example.com/auth/callback#error=access_denied&state=made-up');
    afterAMoment();
    await loaded();

    expect(page.auth.isAuthenticated()).toBe(true);
    expect(notice()).toBeNull();
  });

  it('is told to whoever is signed in when it was asked for', async () => {
    await tab.signIn();
    await denied();
    afterAMoment();
    await added();

    expect(notice()).not.toBeNull();
  });

  it('is told to whoever is signed in even where there is an AuthCallback, which tells nothing of it', async () => {
    await tab.signIn();
    document.body.append(document.createElement('auth-callback'));
    const page = await denied();
    afterAMoment();
    await added();

    expect(page.auth.isAuthenticated()).toBe(true);
    expect(said()).toHaveLength(2);
  });

  it('is told to whoever was signed in until they sign out', async () => {
    await tab.signIn();
    const page = await denied();
    afterAMoment();
    await added();
    const before = said();
    await page.auth.logout({ scope: 'local' });

    expect(before).toHaveLength(2);
    expect(notice()).toBeNull();
  });

  it.each(['before', 'after'])(
    'is told to whoever is signed in when the session is renewed %s that',
    async (moment) => {
      const options = { features: [withSilentRenewal()] };
      await tab.signIn(options);
      const page = await denied(options);
      if (moment === 'before') await page.auth.renew();
      afterAMoment();
      await added();
      if (moment === 'after') await page.auth.renew();

      expect(page.events.at(-1)).toMatchObject({ type: 'renewal-ended', outcome: { status: 'renewed' } });
      expect(said()).toHaveLength(2);
    },
  );

  it('is not told once the app is gone', async () => {
    await denied();
    TestBed.resetTestingModule();
    afterAMoment();
    await loaded();

    expect(notice()).toBeNull();
  });
});

describe('the notice of a failure', () => {
  let page: Page;

  beforeEach(async () => {
    page = await denied();
    afterAMoment();
    await added();
  });

  it('begins the sign-in again, to come back to the same place', async () => {
    const before = tab.redirects.length;
    const leaves = new Promise<void>((resolve) => {
      page.auth.events$.subscribe(({ type }) => {
        if (type === 'sign-in-started') resolve();
      });
    });
    button('Try again').click();
    await leaves;

    expect(notice()).toBeNull();
    expect(page.events.at(-1)).toEqual({ type: 'sign-in-started', returnTo: '/week/7' });
    await page.auth.login();
    expect(tab.redirects).toHaveLength(before + 1);
  });

  it('can be closed', () => {
    button('Close').click();

    expect(notice()).toBeNull();
    expect(page.auth.state().status).toBe('failed');
  });

  it('goes with the state that it tells of', async () => {
    await page.auth.login();

    expect(notice()).toBeNull();
  });

  it('goes when another try begins in a popup', async () => {
    const popup = page.auth.login({ window: 'popup' }).catch(() => {});
    await new Promise<void>((resolve) => {
      page.auth.events$.subscribe(({ type }) => {
        if (type === 'sign-in-started') resolve();
      });
    });
    const { status } = page.auth.state();
    const isThere = notice() !== null;
    TestBed.resetTestingModule();
    await popup;

    expect([status, isThere]).toEqual(['failed', false]);
  });

  it('gives way to an AuthCallback that the person goes to', async () => {
    TestBed.inject(SessionMachine).failureShown?.();

    expect(notice()).toBeNull();
  });

  it('goes with the app', () => {
    TestBed.resetTestingModule();

    expect(notice()).toBeNull();
  });
});
