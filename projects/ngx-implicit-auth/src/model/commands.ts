import fc, { type AsyncCommand } from 'fast-check';
import { REPORTS, TIMESHEETS } from '../lib/testing/reports';
import { TabStorage } from '../lib/testing/tab-storage';
import { ISSUER, PERSONS, type Person } from './model-server';
import { DENIABLE } from './origin';
import type { Page, Tab } from './page';
import type { World } from './world';

type ModelCommand = AsyncCommand<World, World>;

/** One kind of thing that happens in a tab: in which it can, in which words it is told, and what it does. */
interface Kind<T> {
  /** What is chosen at random beside the tab. */
  readonly what?: fc.Arbitrary<T>;
  readonly can?: (tab: Tab, world: World, what: T) => boolean;
  readonly told: (tab: Tab, what: T, world: World) => string;
  readonly run: (tab: Tab, world: World, what: T) => unknown;
}

/** Has something happen in one of the tabs in which it can. */
function command<T>({ what, can = isThere, told, run }: Kind<T>): fc.Arbitrary<ModelCommand> {
  return fc
    .tuple(fc.nat(2), what ?? (fc.constant(undefined) as fc.Arbitrary<unknown> as fc.Arbitrary<T>))
    .map(([at, chosen]) => {
      const candidates = (world: World) => world.tabs.filter((tab) => can(tab, world, chosen));
      return {
        check: (world) => candidates(world as World).length > 0,
        run: async (world) => {
          const all = candidates(world);
          const tab = all[at % all.length]!;
          world.device.tell(told(tab, chosen, world));
          await run(tab, world, chosen);
          await world.device.settle();
          world.look();
        },
        toString: () => JSON.stringify([at, chosen]),
      };
    });
}

const isThere = () => true;
const isOpen = ({ page }: Tab) => !!page?.isRunning;
const isClosed = ({ page, atServer }: Tab) => !page && atServer === null;
const isFrozen = ({ page }: Tab) => !!page?.isFrozen;
const isAtServer = ({ atServer }: Tab) => atServer !== null;
const asksToSignIn = ({ atServer }: Tab) => !!atServer?.includes('/authorize');

const login = (world: World, page: Page) => {
  const returnTo = `/from-login?n=${world.number()}`;
  page.run(() => {
    world.notes.handOut(page, 'login()', page.app!.auth.login({ returnTo }));
  });
};
const logout = (world: World, page: Page, options: { readonly scope?: 'local'; readonly revoke?: boolean }) => {
  world.notes.signsOut(page, options);
  page.run(() => {
    world.notes.handOut(page, 'logout()', page.app!.auth.logout(options));
  });
};
const answerWith = async (world: World, tab: Tab, url: string) => {
  world.answers.push(url);
  const { pathname, hash } = new URL(url);
  const { auth } = await world.open(tab, pathname + hash);
  world.notes.handOut(tab.page!, 'ready', auth.ready);
};

/** Signs somebody in without anything coming in between. */
export async function signIn(world: World, where: Tab, person: Person): Promise<void> {
  where.stays = false;
  if (!where.page) await world.open(where);
  login(world, where.page!);
  await world.device.arriveAll();
  const { atServer } = where;
  if (!atServer?.includes('/authorize')) return;
  await answerWith(world, where, world.server.answer(atServer, person));
  await world.device.arriveAll();
}

const SIGN_OUT_OPTIONS = fc.constantFrom({}, {}, { scope: 'local' } as const, { revoke: true }, {
  scope: 'local',
  revoke: true,
} as const);

const opened = command({
  can: isClosed,
  told: ({ name }) => `${name} is opened`,
  run: (tab, world) => world.open(tab),
});
const wholeSignIn = command({
  what: fc.constantFrom(...PERSONS),
  can: ({ page }) => !page?.isFrozen,
  told: ({ name }, person) => `${person} signs in in ${name}`,
  run: (tab, world, person) => signIn(world, tab, person),
});
const reloaded = command({
  can: isOpen,
  told: ({ name }) => `${name} is reloaded`,
  run: (tab, world) => world.open(tab),
});
const closed = command({
  can: ({ page }) => !!page,
  told: ({ name }) => `${name} is closed`,
  run: (tab) => {
    tab.page?.end();
    tab.page = null;
    tab.storage = new TabStorage();
  },
});
const duplicated = command({
  can: (tab, { tabs }) => isOpen(tab) && tabs.some(isClosed),
  told: ({ name }, _, { tabs }) => `${name} is duplicated as ${tabs.find(isClosed)!.name}`,
  run: async (tab, world) => {
    const copy = world.tabs.find(isClosed)!;
    world.notes.duplicated(tab, copy);
    Object.assign(copy.storage, tab.storage);
    await world.open(copy);
  },
});
const frozen = command({
  can: isOpen,
  told: ({ name }) => `${name} is frozen`,
  run: ({ page }) => (page!.isFrozen = true),
});
const thawed = command({
  can: isFrozen,
  told: ({ name }) => `${name} goes on`,
  run: ({ page }) => {
    page!.thaw();
  },
});
const loginCalled = command({
  can: isOpen,
  told: ({ name }) => `the person clicks “Sign in” in ${name}`,
  run: ({ page }, world) => {
    login(world, page!);
  },
});
const logoutCalled = command({
  what: SIGN_OUT_OPTIONS,
  can: isOpen,
  told: ({ name }, options) => `the person signs out in ${name} ${JSON.stringify(options)}`,
  run: ({ page }, world, options) => {
    logout(world, page!, options);
  },
});
const renewCalled = command({
  can: (tab, { setup }) => isOpen(tab) && setup.renewal !== 'none',
  told: ({ name }) => `${name} calls renew()`,
  run: ({ page }, world) => {
    page!.run(() => {
      world.notes.handOut(page!, 'renew()', page!.app!.auth.renew());
    });
  },
});
const requestSent = command({
  what: fc.constantFrom(TIMESHEETS, TIMESHEETS, REPORTS),
  can: isOpen,
  told: ({ name }, api) => `${name} sends a request to ${api}`,
  run: ({ page }, world, api) => {
    const url = `${api}/${world.number()}`;
    world.notes.called(page!, url);
    page!.run(() => {
      const response = new Promise<void>((resolve) => {
        const end = () => {
          resolve();
        };
        page!.app!.http.get(url).subscribe({ complete: end, error: end });
      });
      world.notes.handOut(page!, `the request to ${api}`, response);
    });
  },
});
const navigated = command({
  what: fc.constantFrom('/', '/secret', '/secret', '/reports', '/fresh', '/team'),
  can: isOpen,
  told: ({ name }, path) => `the person goes to ${path} in ${name}`,
  run: ({ page }, world, path) => {
    page!.run(() => {
      const navigation = page!.app!.router.navigateByUrl(`${path}?n=${world.number()}`);
      world.notes.handOut(page!, `the navigation to ${path}`, navigation);
    });
  },
});
const frontChannel = command({
  told: (_tab, _what, { server }) => `the server signs out ${server.sid} by its front channel`,
  run: async (_, world) => {
    const { sid } = world.server;
    world.server.signOut();
    await world.open(world.serverFrame, `/signed-out?iss=${encodeURIComponent(ISSUER)}&sid=${sid}`);
    world.notes.signedOutByServer(world.serverFrame.page!, sid);
    world.serverFrame.page!.end();
  },
});
const reactionPlanned = command({
  what: fc.constantFrom('login' as const, 'logout' as const),
  can: isOpen,
  told: ({ name }, verb) => `a subscriber in ${name} calls ${verb}() when it hears of something next`,
  run: ({ page }, world, verb) => {
    world.notes.reactions.set(page!, () => {
      world.device.tell(`the subscriber in ${page!.name} calls ${verb}()`);
      if (verb === 'login') login(world, page!);
      else logout(world, page!, {});
    });
  },
});
const signedInAtServer = command({
  what: fc.constantFrom(...PERSONS),
  can: asksToSignIn,
  told: ({ name, atServer }, person) =>
    atServer?.includes('prompt=none')
      ? `the server answers ${name} silently`
      : `${person} signs in at the server in ${name}`,
  run: (tab, world, person) => {
    const request = tab.atServer!;
    const isSilent = request.includes('prompt=none');
    return answerWith(
      world,
      tab,
      isSilent ? world.server.answerSilently(request) : world.server.answer(request, person),
    );
  },
});
const refused = command({
  what: fc.tuple(
    fc.constantFrom('access_denied', 'login_required', 'server_error', 'invalid_request'),
    fc.constantFrom(true, true, false),
  ),
  can: asksToSignIn,
  told: ({ name }, [error, hasState]) => `the server answers ${error} in ${name}${hasState ? '' : ' without a state'}`,
  run: (tab, world, [error, hasState]) => {
    world.notes.refusedByServer(tab);
    return answerWith(world, tab, world.server.refuse(tab.atServer!, error, hasState));
  },
});
const forged = command({
  what: fc.tuple(
    fc.constantFrom(...PERSONS),
    fc.constantFrom('state' as const, 'nonce' as const, 'signature' as const),
  ),
  can: (tab, { setup }) => asksToSignIn(tab) && setup.responseType === 'id_token token',
  told: ({ name }, [, forgery]) => `an answer with a forged ${forgery} comes to ${name}`,
  run: (tab, world, [person, forgery]) => answerWith(world, tab, world.server.answer(tab.atServer!, person, forgery)),
});
const replayed = command({
  what: fc.nat(3),
  can: ({ page }, { answers }, which) => which < answers.length && !page?.isFrozen,
  told: ({ name }, which) => `answer ${which} is opened again in ${name}`,
  run: async (tab, world, which) => {
    const { pathname, hash } = new URL(world.answers[which]!);
    await world.open(tab, pathname + hash);
  },
});
const signedOutAtServer = command({
  can: ({ atServer }) => !!atServer?.includes('/session/end'),
  told: ({ name }) => `the server ends its session, and sends ${name} back`,
  run: async (tab, world) => {
    world.server.signOut();
    await world.open(tab, `/?state=${new URL(tab.atServer!).searchParams.get('state') ?? ''}`);
  },
});
const back = command({
  can: isAtServer,
  told: ({ name }) => `the person goes back in ${name}`,
  run: async (tab, world) => {
    const { cached } = tab;
    if (!cached || cached.isGone) {
      await world.open(tab);
      return;
    }
    Object.assign(tab, { atServer: null, cached: null, page: cached });
    cached.leavingFor = null;
    cached.thaw();
    cached.dispatch('pageshow', { persisted: true });
  },
});
const sessionChangesAtServer = command({
  what: fc.constantFrom(null, ...PERSONS),
  told: (_, person) => `${person ?? 'nobody'} is signed in at the server now`,
  run: (_, { server }, person) => {
    if (person) server.signIn(person);
    else server.signOut();
  },
});
const arrives = command({
  what: fc.integer({ min: 1, max: 6 }),
  can: (_, { device }) => device.underWay > 0,
  told: (_, count) => `— ${count} of what is on its way —`,
  run: async (_, { device }, count) => {
    for (let left = count; left; left--) await device.arriveOne();
  },
});
const allArrives = command({
  can: (_, { device }) => device.underWay > 0,
  told: () => '— all that is on its way —',
  run: (_, { device }) => device.arriveAll(),
});
const timePasses = command({
  what: fc.constantFrom(1, 6, 20, 200, 545, 610),
  told: (_, seconds) => `${seconds} s go by`,
  run: (_, { device }, seconds) => device.wait(seconds * 1000),
});
const sleeps = command({
  what: fc.constantFrom(60, 590, 700, 86_400),
  told: (_, seconds) => `the device sleeps for ${seconds} s`,
  run: (_, { device, runningPages }, seconds) => {
    device.sleep(seconds * 1000);
    for (const page of runningPages) page.dispatch('visibilitychange');
  },
});
const clockSet = command({
  what: fc.constantFrom(-86_400, -250, -30, 30, 250, 86_400),
  told: (_, seconds) => `somebody sets the clock by ${seconds} s`,
  run: (_, { device }, seconds) => {
    device.setClock(seconds * 1000);
  },
});
const serverChanges = command({
  what: fc.constantFrom(
    'down',
    'up',
    'up',
    'offline',
    'online',
    'online',
    'no userinfo',
    'consent',
    'refuses' as const,
  ),
  told: (_, what) => `the server, or the way to it: ${what}`,
  run: (_, world, what) => {
    const { server } = world;
    if (what === 'down' || what === 'up') server.isUp = what === 'up';
    if (what === 'offline' || what === 'online') world.isOnline = what === 'online';
    if (what === 'online') for (const page of world.runningPages) page.dispatch('online');
    if (what === 'no userinfo') server.isUserInfoUp = !server.isUserInfoUp;
    if (what === 'consent') server.asksForConsent = !server.asksForConsent;
    if (what === 'refuses') server.refusals = 1;
  },
});
const denied = command({
  what: fc.tuple(fc.constantFrom(...DENIABLE), fc.constantFrom(0, 1, 2, 5, Infinity)),
  told: ({ name }, [what, calls]) =>
    `the browser denies ${name} ${what}${calls === Infinity ? '' : ` once, ${calls} calls from now`}`,
  run: (tab, world, [what, calls]) => {
    if (what === 'localStorage') world.notes.wasDenied = true;
    tab.denied.set(what, calls);
  },
});
const allowed = command({
  can: ({ denied: all }) => all.size > 0,
  told: ({ name }) => `the browser denies ${name} nothing any more`,
  run: (tab) => {
    tab.denied.clear();
  },
});
const staysNext = command({
  what: fc.boolean(),
  told: ({ name }, stays) => `${name} ${stays ? 'will not' : 'may'} be left`,
  run: (tab, _, stays) => (tab.stays = stays),
});

/** What may happen, the usual more often. */
export const COMMANDS = [
  ...[opened, wholeSignIn, reloaded, closed, duplicated],
  ...[frozen, thawed, thawed],
  ...[loginCalled, loginCalled, logoutCalled, logoutCalled, logoutCalled, renewCalled, renewCalled, renewCalled],
  ...[requestSent, requestSent, requestSent, navigated, navigated, navigated, reactionPlanned],
  ...[signedInAtServer, signedInAtServer, signedInAtServer, refused, forged, replayed, signedOutAtServer, back],
  ...[frontChannel, sessionChangesAtServer],
  ...[arrives, arrives, arrives, arrives, arrives, allArrives, allArrives],
  ...[timePasses, timePasses, sleeps, clockSet, serverChanges, denied, allowed, staysNext],
];
