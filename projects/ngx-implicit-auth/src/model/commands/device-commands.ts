// What arrives, and how the time goes by.
import fc from 'fast-check';
import { command } from './command';

export const arrives = command({
  what: fc.integer({ min: 1, max: 6 }),
  can: (_, { device }) => device.underWay > 0,
  told: (_, count) => `— ${count} of what is on its way —`,
  run: async (_, { device }, count) => {
    for (let left = count; left; left--) await device.arriveOne();
  },
});

export const allArrives = command({
  can: (_, { device }) => device.underWay > 0,
  told: () => '— all that is on its way —',
  run: (_, { device }) => device.arriveAll(),
});

export const timePasses = command({
  what: fc.constantFrom(1, 6, 20, 200, 545, 610),
  told: (_, seconds) => `${seconds} s go by`,
  run: (_, { device }, seconds) => device.wait(seconds * 1000),
});

export const sleeps = command({
  what: fc.constantFrom(60, 590, 700, 86_400),
  told: (_, seconds) => `the device sleeps for ${seconds} s`,
  run: (_, { device, runningPages }, seconds) => {
    device.sleep(seconds * 1000);
    for (const page of runningPages) page.dispatch('visibilitychange');
  },
});

export const clockSet = command({
  what: fc.constantFrom(-86_400, -250, -30, 30, 250, 86_400),
  told: (_, seconds) => `somebody sets the clock by ${seconds} s`,
  run: (_, { device }, seconds) => {
    device.setClock(seconds * 1000);
  },
});
