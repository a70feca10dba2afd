// What the person in front of the app does, and what the app does by itself.
import fc from 'fast-check';
import { REPORTS, TIMESHEETS } from '../../lib/testing/reports';
import { PERSONS } from '../model-server';
import { login, logout, signIn } from './acts';
import { command, isOpen } from './command';

const SIGN_OUT_OPTIONS = fc.constantFrom({}, {}, { scope: 'local' } as const, { revoke: true }, {
  scope: 'local',
  revoke: true,
} as const);

export const wholeSignIn = command({
  what: fc.constantFrom(...PERSONS),
  can: ({ page }) => !page?.isFrozen,
  told: ({ name }, person) => `${person} signs in in ${name}`,
  run: (tab, world, person) => signIn(world, tab, person),
});

export const takenOver = command({
  what: fc.constantFrom(...PERSONS),
  can: isOpen,
  told: ({ name }, person) => `${person} signs in in ${name} in place of whoever was`,
  run: async (tab, world, person) => {
    logout(world, tab.page!, { scope: 'local' });
    await world.device.arriveAll();
    await signIn(world, tab, person);
  },
});

export const loginCalled = command({
  can: isOpen,
  told: ({ name }) => `the person clicks “Sign in” in ${name}`,
  run: ({ page }, world) => {
    login(world, page!);
  },
});

export const logoutCalled = command({
  what: SIGN_OUT_OPTIONS,
  can: isOpen,
  told: ({ name }, options) => `the person signs out in ${name} ${JSON.stringify(options)}`,
  run: ({ page }, world, options) => {
    logout(world, page!, options);
  },
});

export const renewCalled = command({
  can: (tab, { setup }) => isOpen(tab) && setup.renewal !== 'none',
  told: ({ name }) => `${name} calls renew()`,
  run: ({ page }, world) => {
    page!.run(() => {
      world.witness.promises.handOut(page!, 'renew()', page!.app!.auth.renew());
    });
  },
});

export const requestSent = command({
  what: fc.constantFrom(TIMESHEETS, TIMESHEETS, REPORTS),
  can: isOpen,
  told: ({ name }, api) => `${name} sends a request to ${api}`,
  run: ({ page }, world, api) => {
    const url = `${api}/${world.number()}`;
    world.witness.calls.made(page!, url);
    page!.run(() => {
      const response = new Promise<void>((resolve) => {
        const end = () => {
          resolve();
        };
        page!.app!.http.get(url).subscribe({ complete: end, error: end });
      });
      world.witness.promises.handOut(page!, `the request to ${api}`, response);
    });
  },
});

export const navigated = command({
  what: fc.constantFrom('/', '/secret', '/secret', '/reports', '/fresh', '/team'),
  can: isOpen,
  told: ({ name }, path) => `the person goes to ${path} in ${name}`,
  run: ({ page }, world, path) => {
    page!.run(() => {
      const navigation = page!.app!.router.navigateByUrl(`${path}?n=${world.number()}`);
      world.witness.promises.handOut(page!, `the navigation to ${path}`, navigation);
    });
  },
});

export const reactionPlanned = command({
  what: fc.constantFrom('login' as const, 'logout' as const),
  can: isOpen,
  told: ({ name }, verb) => `a subscriber in ${name} calls ${verb}() when it hears of something next`,
  run: ({ page }, world, verb) => {
    world.witness.subscribers.reactions.set(page!, () => {
      world.device.tell(`the subscriber in ${page!.name} calls ${verb}()`);
      if (verb === 'login') login(world, page!);
      else logout(world, page!, {});
    });
  },
});
