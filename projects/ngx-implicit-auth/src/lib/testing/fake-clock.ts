/** What promises need to be settled: real cryptography verifies the id_tokens. */
const REAL: ('nextTick' | 'queueMicrotask' | 'setImmediate' | 'performance' | 'requestAnimationFrame')[] = [
  'nextTick',
  'queueMicrotask',
  'setImmediate',
  'performance',
  'requestAnimationFrame',
];

/** For `jest.useFakeTimers`: a clock that goes on only when the test says so. */
export const FAKE_CLOCK = { now: 1_800_000_000_000, doNotFake: REAL };
