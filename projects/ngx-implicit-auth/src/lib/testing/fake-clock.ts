/** What a promise needs to be settled: the verification is real. */
const REAL: ('nextTick' | 'queueMicrotask' | 'setImmediate' | 'performance' | 'requestAnimationFrame')[] = [
  'nextTick',
  'queueMicrotask',
  'setImmediate',
  'performance',
  'requestAnimationFrame',
];

/** For `jest.useFakeTimers`: a clock that goes on when the test says so. */
export const FAKE_CLOCK = { now: 1_800_000_000_000, doNotFake: REAL };
