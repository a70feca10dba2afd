import { readFileSync } from 'node:fs';
import { PLATFORM_ID } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { convertToParamMap, type ActivatedRouteSnapshot, type RouterStateSnapshot } from '@angular/router';
import { initiateLoginGuard, withSilentRenewal, withSilentSignIn } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { FAKE_CLOCK } from '../testing/fake-clock';
import { APP, fakeTab, responseOf, type Tab } from '../testing/fake-tab';
import { otherTab } from '../testing/other-tab';
import { sessionIn } from '../testing/page-state';
import { channelOf, SYNCED } from '../testing/synced-tabs';
import { SessionMachine } from './session-machine';
import { checkTransition, TRANSITIONS } from './transitions';

const server = await fakeAuthorizationServer();
const LIFETIME_SECONDS = 600;
const { features } = SYNCED;
let tab: Tab;
/** The transitions that the machine has made, in order. */
let seen: string[];

beforeEach(() => {
  jest.useFakeTimers(FAKE_CLOCK);
  localStorage.clear();
  tab = fakeTab(server);
  seen = [];
  const { enter } = SessionMachine.prototype;
  jest.spyOn(SessionMachine.prototype, 'enter').mockImplementation(function (this: SessionMachine, state) {
    seen.push(`${this.states.value.status} → ${state.status}`);
    enter.call(this, state);
  });
});

afterEach(() => {
  TestBed.resetTestingModule();
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const open = () => tab.open(APP, { features });
const signIn = () => tab.signIn({ features, answer: { parameters: { expires_in: String(LIFETIME_SECONDS) } } });
const expire = () => {
  jest.advanceTimersByTime(LIFETIME_SECONDS * 1000);
};
/** What the tab's storage holds, to put back later. */
const stored = () => Object.keys(tab.storage).map((key) => [key, tab.storage.getItem(key)!] as const);
const putBack = (items: ReturnType<typeof stored>) => {
  for (const [key, item] of items) tab.storage.setItem(key, item);
};
const comeBackFromCache = () => {
  dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
};
const frameNeverAnswers = () => {
  tab.frame = () => new Promise(() => {});
};
const serverIsDown = () => {
  tab.platform.fetch = () => Promise.reject(new TypeError('down'));
};
const frameSays = (error: string) => {
  tab.frame = (url) => Promise.resolve(responseOf(server.refuse(url, { parameters: { error } })));
};
/** Another site asks for a sign-in, and is refused. */
const refusedRequest = () =>
  TestBed.runInInjectionContext(() =>
    initiateLoginGuard({ queryParamMap: convertToParamMap({}) } as ActivatedRouteSnapshot, {} as RouterStateSnapshot),
  );
/** Another tab has a session that is newer than any here. */
async function receive(session: object): Promise<void> {
  const other = otherTab(channelOf(server));
  await other.say({ ...session, receivedAt: Date.now(), expiresAt: Date.now() + 60_000 });
  other.close();
}

const WAYS: Readonly<Record<string, () => unknown>> = {
  'starting → signed-out': () => open(),
  'starting → redirecting': () =>
    tab.open(APP, { providers: [{ provide: PLATFORM_ID, useValue: 'server' }] }).auth.login(),
  'starting → completing': () => signIn(),
  'starting → signed-in': async () => {
    await signIn();
    open();
  },
  'starting → renewing': async () => {
    await signIn();
    jest.setSystemTime(Date.now() + LIFETIME_SECONDS * 1000);
    frameNeverAnswers();
    open();
  },
  'signed-out → signed-out': () => open().auth.logout(),
  'signed-out → redirecting': () => open().auth.login(),
  'signed-out → signed-in': async () => {
    const session = sessionIn(await signIn());
    tab.storage.clear();
    open();
    await receive(session);
  },
  'signed-out → renewing': () => {
    frameNeverAnswers();
    tab.open(APP, { features: [withSilentRenewal(), withSilentSignIn()] });
  },
  'signed-out → failed': () => {
    open();
    return refusedRequest();
  },
  'redirecting → signed-out': async () => {
    const { auth } = open();
    await auth.login();
    await auth.logout();
  },
  'redirecting → redirecting': async () => {
    const { auth } = open();
    await auth.login();
    await auth.login();
  },
  'redirecting → signed-in': async () => {
    await (await signIn()).auth.login({ prompt: 'login' });
    comeBackFromCache();
  },
  'redirecting → renewing': async () => {
    await (await signIn()).auth.login({ prompt: 'login' });
    frameNeverAnswers();
    expire();
    comeBackFromCache();
  },
  'redirecting → failed': async () => {
    serverIsDown();
    await expect(open().auth.login()).rejects.toThrow();
  },
  'completing → signed-out': async () => {
    await open().auth.login();
    await tab.open(await server.answer(tab.redirect)).auth.logout();
  },
  'completing → redirecting': async () => {
    const renewing = { features: [withSilentRenewal({ strategy: 'navigation' })] };
    void (await tab.signIn(renewing)).auth.renew();
    await jest.advanceTimersByTimeAsync(0);
    await tab.open(server.refuse(tab.redirect, { parameters: { error: 'login_required' } }), renewing).auth.ready;
  },
  'completing → signed-in': () => signIn(),
  'completing → failed': async () => {
    await open().auth.login();
    await tab.open(server.refuse(tab.redirect)).auth.ready;
  },
  'signed-in → signed-out': async () => (await signIn()).auth.logout(),
  'signed-in → redirecting': async () => (await signIn()).auth.login(),
  'signed-in → signed-in': async () => {
    const page = await signIn();
    jest.advanceTimersByTime(1_000);
    await receive(sessionIn(page));
  },
  'signed-in → renewing': async () => (await signIn()).auth.renew(),
  'signed-in → failed': async () => {
    await signIn();
    tab.storage.clear();
    await refusedRequest();
  },
  'renewing → signed-out': async () => {
    const { auth } = await signIn();
    frameNeverAnswers();
    void auth.renew();
    await auth.logout();
  },
  'renewing → redirecting': async () => {
    const { auth } = await signIn();
    frameNeverAnswers();
    void auth.renew();
    await auth.login();
  },
  'renewing → signed-in': async () => {
    frameSays('login_required');
    await (await signIn()).auth.renew();
  },
  'renewing → renewing': async () => {
    const { auth } = await signIn();
    frameNeverAnswers();
    void auth.renew();
    expire();
  },
  'renewing → failed': async () => {
    await signIn();
    frameNeverAnswers();
    expire();
    await refusedRequest();
  },
  'failed → signed-out': async () => {
    const { auth } = open();
    await refusedRequest();
    await auth.logout();
  },
  'failed → redirecting': async () => {
    const { auth } = open();
    await refusedRequest();
    await auth.login();
  },
  'failed → signed-in': async () => {
    const session = sessionIn(await signIn());
    tab.storage.clear();
    open();
    await refusedRequest();
    await receive(session);
  },
  'failed → renewing': async () => {
    await signIn();
    const items = stored();
    tab.storage.clear();
    open();
    await refusedRequest();
    frameNeverAnswers();
    jest.setSystemTime(Date.now() + LIFETIME_SECONDS * 1000);
    putBack(items);
    comeBackFromCache();
  },
  'failed → failed': async () => {
    open();
    await refusedRequest();
    await refusedRequest();
  },
};

describe('the state machine', () => {
  it.each(Object.entries(WAYS))('goes %s', async (way, take) => {
    await take();

    expect(seen).toContain(way);
  });

  const listed = Object.entries(TRANSITIONS).flatMap(([from, tos]) => tos.map((to) => `${from} → ${to}`));

  it('has these ways and no other', () => {
    expect(listed.sort()).toEqual(Object.keys(WAYS).sort());
  });

  it('is drawn in docs/architecture.md as it is', () => {
    const page = readFileSync('docs/architecture.md', 'utf8');
    const drawn = [...page.matchAll(/^\| `([a-z-]+)` +\| `([a-z-]+)` +\|/gm)].map(([, from, to]) => `${from} → ${to}`);

    expect(drawn.sort()).toEqual(listed.sort());
  });

  it('refuses any other, in dev mode', () => {
    const statuses = Object.keys(TRANSITIONS) as (keyof typeof TRANSITIONS)[];
    const refused = statuses.flatMap((from) =>
      statuses.filter((to) => !TRANSITIONS[from].includes(to)).map((to) => [from, to] as const),
    );

    expect(refused.length).toBe(statuses.length ** 2 - listed.length);
    for (const way of refused) {
      expect(() => {
        checkTransition(...way);
      }).toThrow(expect.objectContaining({ code: 'internal_error' }));
    }
  });
});
