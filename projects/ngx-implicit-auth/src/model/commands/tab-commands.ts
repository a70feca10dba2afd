// What happens to tabs, and what the browser does with them.
import fc from 'fast-check';
import { TabStorage } from '../../lib/testing/tab-storage';
import { DENIABLE } from '../origin';
import { command, isAtServer, isClosed, isFrozen, isOpen } from './command';

export const opened = command({
  can: isClosed,
  told: ({ name }) => `${name} is opened`,
  run: (tab, world) => world.open(tab),
});

export const reloaded = command({
  can: isOpen,
  told: ({ name }) => `${name} is reloaded`,
  run: (tab, world) => world.open(tab),
});

export const closed = command({
  can: ({ page }) => !!page,
  told: ({ name }) => `${name} is closed`,
  run: (tab) => {
    tab.page?.end();
    tab.page = null;
    tab.storage = new TabStorage();
  },
});

export const duplicated = command({
  can: (tab, { tabs }) => isOpen(tab) && tabs.some(isClosed),
  told: ({ name }, _, { tabs }) => `${name} is duplicated as ${tabs.find(isClosed)!.name}`,
  run: async (tab, world) => {
    const copy = world.tabs.find(isClosed)!;
    world.witness.duplicated(tab, copy);
    Object.assign(copy.storage, tab.storage);
    await world.open(copy);
  },
});

export const frozen = command({
  can: isOpen,
  told: ({ name }) => `${name} is frozen`,
  run: ({ page }) => (page!.isFrozen = true),
});

export const thawed = command({
  can: isFrozen,
  told: ({ name }) => `${name} goes on`,
  run: ({ page }) => {
    page!.thaw();
  },
});

export const back = command({
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
    world.witness.cameBack(cached);
    cached.thaw();
    cached.dispatch('pageshow', { persisted: true });
  },
});

export const staysNext = command({
  what: fc.boolean(),
  told: ({ name }, stays) => `${name} ${stays ? 'will not' : 'may'} be left`,
  run: (tab, _, stays) => (tab.stays = stays),
});

export const denied = command({
  what: fc.tuple(fc.constantFrom(...DENIABLE), fc.constantFrom(0, 1, 2, 5, Infinity)),
  told: ({ name }, [what, calls]) =>
    `the browser denies ${name} ${what}${calls === Infinity ? '' : ` once, ${calls} calls from now`}`,
  run: (tab, world, [what, calls]) => {
    if (what === 'localStorage') world.witness.seen.wasDenied = true;
    tab.denied.set(what, calls);
  },
});

export const allowed = command({
  can: ({ denied: all }) => all.size > 0,
  told: ({ name }) => `the browser denies ${name} nothing any more`,
  run: (tab) => {
    tab.denied.clear();
  },
});
