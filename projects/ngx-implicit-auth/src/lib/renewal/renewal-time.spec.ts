import { renewalTime } from './renewal-time';

const session = (lifetimeSeconds: number) => ({ receivedAt: 0, expiresAt: lifetimeSeconds * 1000 });
const byDefault = { leadSeconds: undefined };

describe('the time of a renewal', () => {
  it.each([
    ['a tenth of the lifetime before the end', 1_000, 900],
    ['5 minutes before it at most', 36_000, 35_700],
    ['5 seconds before it at least', 20, 15],
    ['never in the first half', 4, 2],
  ])('is %s', (_, lifetimeSeconds, at) => {
    expect(renewalTime(session(lifetimeSeconds), byDefault, 0)).toBe(at * 1000);
  });

  it('is spread by a fifth of the lead', () => {
    expect(renewalTime(session(1_000), byDefault, 1)).toBe(880_000);
    expect(renewalTime(session(1_000), byDefault, 0.5)).toBe(890_000);
  });

  it('is what the app has configured', () => {
    expect(renewalTime(session(1_000), { leadSeconds: 30 }, 0)).toBe(970_000);
    expect(renewalTime(session(1_000), { leadSeconds: 900 }, 0)).toBe(500_000);
  });

  it('does not come for a lifetime in which one would follow the other without a pause', () => {
    expect(renewalTime(session(3.9), byDefault, 0)).toBe(Infinity);
    expect(renewalTime(session(3.9), { leadSeconds: 1 }, 0)).toBe(Infinity);
  });
});
