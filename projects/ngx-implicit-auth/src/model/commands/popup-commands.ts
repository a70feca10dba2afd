// What happens in popups: a person opens one, and signs in in it or closes it.
import fc from 'fast-check';
import { PERSONS } from '../model-server';
import type { Tab } from '../page';
import type { World } from '../world';
import { command, isOpen } from './command';

const popupOf = ({ page }: Tab, { popups }: World) =>
  popups.filter((popup) => popup.page === page && popup.isAtServer && popup.page.isRunning).at(-1);

const open = ({ page }: Tab, world: World) => {
  page!.run(() => {
    world.witness.promises.handOut(page!, 'login() in a popup', page!.app!.auth.login({ window: 'popup' }));
  });
};

/** After how long a page has surely read where its popup stands. */
const READ_WITHIN_MS = 200;

export const popupOpened = command({
  can: isOpen,
  told: ({ name }) => `the person clicks “Sign in here” in ${name}`,
  run: open,
});

export const popupUsed = command({
  what: fc.constantFrom(...PERSONS),
  can: isOpen,
  told: ({ name }, person) => `${person} signs in in ${name} in a popup`,
  run: async (tab, world, person) => {
    open(tab, world);
    await world.device.arriveAll();
    popupOf(tab, world)?.answer(person);
    await world.device.wait(READ_WITHIN_MS);
  },
});

export const popupAnswered = command({
  what: fc.constantFrom(...PERSONS),
  can: (tab, world) => popupOf(tab, world) !== undefined,
  told: ({ name }, person) => `${person} signs in in the popup of ${name}`,
  run: async (tab, world, person) => {
    popupOf(tab, world)?.answer(person);
    await world.device.wait(READ_WITHIN_MS);
  },
});

export const popupClosed = command({
  can: (tab, world) => popupOf(tab, world) !== undefined,
  told: ({ name }) => `the person closes the popup of ${name}`,
  run: (tab, world) => {
    popupOf(tab, world)?.close();
    tab.page!.dispatch('focus');
  },
});
