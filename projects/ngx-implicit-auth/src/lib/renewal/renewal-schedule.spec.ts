import fc from 'fast-check';
import { CASES } from '../testing/cases';
import { fetchesKeys, retryTime, revivalTime } from './renewal-schedule';

const NOW = 1_800_000_000_000;
const SESSION = { receivedAt: NOW - 540_000, expiresAt: NOW + 60_000 };
const ONCE = { now: NOW, failures: 0, isHidden: false, random: 0, waitMs: 0 };

const session = fc
  .record({ age: fc.nat(3_600_000), lifetime: fc.integer({ min: 1_000, max: 36_000_000 }) })
  .map(({ age, lifetime }) => ({ receivedAt: NOW - age, expiresAt: NOW - age + lifetime }));
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const unanswered = fc.record({
  now: fc.constant(NOW),
  failures: fc.nat(100),
  isHidden: fc.boolean(),
  random: chance,
  waitMs: fc.nat(300_000),
});

describe('the pause after a renewal without an answer', () => {
  it.each([
    [0, 4_000],
    [1, 60_000],
    [2, 120_000],
    [4, 480_000],
    [5, 600_000],
    [1_000, 600_000],
  ])(
    'R52 is short at first, then what is left of the session, and doubles up to the lifetime (failure %d)',
    (failures, longest) => {
      expect(retryTime(SESSION, { ...ONCE, failures }) - NOW).toBe(longest);
    },
  );

  it('R52 is a tenth of the lifetime at most while more is left of it', () => {
    expect(retryTime({ receivedAt: NOW, expiresAt: NOW + 600_000 }, { ...ONCE, failures: 1 }) - NOW).toBe(60_000);
    expect(retryTime({ receivedAt: NOW, expiresAt: NOW + 10_000 }, ONCE) - NOW).toBe(1_000);
  });

  it.each([0, 9])('R52 is up to two lifetimes where nobody looks (failure %d)', (failures) => {
    expect(retryTime(SESSION, { ...ONCE, failures, isHidden: true }) - NOW).toBe(1_200_000);
  });

  it('R52 is as short for a session that has ended as where somebody looks: only who comes asks for it', () => {
    expect(retryTime({ ...SESSION, expiresAt: NOW }, { ...ONCE, isHidden: true }) - NOW).toBe(54_000);
  });

  it('R52 is spread evenly from nothing to the longest, so that nobody comes back together', () => {
    fc.assert(
      fc.property(session, unanswered, (lasting, unwanted) => {
        const moment = { ...unwanted, waitMs: 0 };
        const longest = retryTime(lasting, { ...moment, random: 0 }) - NOW;
        const pause = retryTime(lasting, moment) - NOW;

        expect(pause).toBeGreaterThanOrEqual(0);
        expect(pause).toBeLessThanOrEqual((lasting.expiresAt - lasting.receivedAt) * 2);
        expect(pause).toBeCloseTo(longest * (1 - moment.random), 2);
      }),
      CASES,
    );
  });

  it('R52 begins when the server wants to be asked again', () => {
    fc.assert(
      fc.property(session, unanswered, (lasting, moment) => {
        const wait = retryTime(lasting, moment) - retryTime(lasting, { ...moment, waitMs: 0 });

        expect(wait).toBeCloseTo(moment.waitMs, 2);
      }),
      CASES,
    );
  });

  it('R52 is that of ten minutes while nobody is signed in', () => {
    expect(retryTime(null, { ...ONCE, failures: 1 }) - NOW).toBe(60_000);
  });
});

describe('the revival of a session that nobody looks at', () => {
  it('R52 comes within a lifetime, at the same moment in all tabs that share the session', () => {
    fc.assert(
      fc.property(session, (expired) => {
        const at = revivalTime(expired, NOW);

        expect(at).toBeGreaterThanOrEqual(NOW);
        expect(at).toBeLessThan(NOW + expired.expiresAt - expired.receivedAt);
        expect(revivalTime({ ...expired }, NOW)).toBe(at);
      }),
      CASES,
    );
  });

  it('R52 is spread evenly over people who have signed in within an hour', () => {
    const tenths = new Array<number>(10).fill(0);
    for (let person = 0; person < 10_000; person++) {
      const receivedAt = NOW + ((person * 7_919) % 3_600_000);
      const part = (revivalTime({ receivedAt, expiresAt: receivedAt + 600_000 }, NOW) - NOW) / 600_000;
      tenths[Math.floor(part * 10)]! += 1;
    }

    expect(Math.min(...tenths)).toBeGreaterThan(900);
    expect(Math.max(...tenths)).toBeLessThan(1_100);
  });
});

describe('keys', () => {
  it('are fetched anew by every fifth renewal of a tab', () => {
    const renewals = Array.from({ length: 24 }, (_, before) => before + 1);

    expect(renewals.filter(fetchesKeys)).toEqual([5, 10, 15, 20]);
  });
});
