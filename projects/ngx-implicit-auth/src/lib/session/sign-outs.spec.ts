import { configFor } from '../testing/fake-tab';
import type { AuthSettings } from '../settings/auth-settings';
import { deniedStorage } from '../testing/tab-storage';
import type { Session } from './auth-state';
import { signOutsOf, type SignOuts } from './sign-outs';

const SETTINGS = configFor({ issuer: 'https://id.example.com' }) as AuthSettings;
const NUMBER = 'ngx-implicit-auth https://id.example.com timesheets-spa signed-out';
const SIDS = 'ngx-implicit-auth https://id.example.com timesheets-spa signed-out-sids';
const NOW = 1_800_000_000_000;

/** What a tab knows of the sign-outs. */
const aTab = (now = NOW): SignOuts => signOutsOf(SETTINGS, { now: () => now, sharedStorage: () => localStorage });
const sessionWith = (sid: unknown) => ({ claims: { sub: 'alice', sid } }) as unknown as Session;
const SEVEN = sessionWith('session-7');

beforeEach(() => {
  localStorage.clear();
});

afterEach(() => {
  jest.restoreAllMocks();
});

function denyStorage(): void {
  jest.spyOn(globalThis, 'localStorage', 'get').mockImplementation(deniedStorage);
}

describe('a sign-out in another tab', () => {
  it('A15 has ended each session that began before it, and none that began after it', () => {
    const [one, other] = [aTab(), aTab()];
    const before = one.last();
    other.add(null);

    expect(before).toBe(0);
    expect([one.hasEnded(SEVEN, before), one.hasEnded(null, before)]).toEqual([true, true]);
    expect([one.hasEnded(SEVEN, one.last()), one.hasEnded(null, one.last())]).toEqual([false, false]);
  });

  it('A15 is numbered by its time, and later than the one before in any case', () => {
    const tab = aTab();
    tab.add(null);
    const first = tab.last();
    tab.add(null);

    expect([first, tab.last()]).toEqual([NOW, NOW + 1]);
  });

  it('A15 A27 is later than the one before by a clock that was set back, too', () => {
    aTab().add(null);
    const tab = aTab(NOW - 3_600_000);
    const since = tab.last();
    tab.add(null);

    expect(tab.hasEnded(SEVEN, since)).toBe(true);
    expect(tab.last()).toBe(NOW + 1);
  });

  it('A15 is not forgotten when somebody empties the storage', () => {
    const tab = aTab();
    tab.add(null);
    localStorage.clear();

    expect(tab.last()).toBe(NOW);
    expect(tab.hasEnded(SEVEN, 0)).toBe(true);
  });

  it.each(['', 'yesterday', 'NaN', '{}'])('A28 is none when %j stands in its place', (text) => {
    localStorage.setItem(NUMBER, text);

    expect(aTab().last()).toBe(0);
    expect(aTab().hasEnded(SEVEN, 0)).toBe(false);
  });

  it('A15 that is heard of counts once, whether the storage or the message was first', () => {
    const [one, other] = [aTab(), aTab()];
    other.add(null);
    one.hear(null);
    const heard = one.last();

    expect(heard).toBe(NOW);
  });

  it('A15 A28 that is heard of where the storage is denied has ended what goes on', () => {
    denyStorage();
    const tab = aTab();
    const since = tab.last();
    tab.hear(null);

    expect([tab.hasEnded(SEVEN, since), tab.hasEnded(SEVEN, tab.last())]).toEqual([true, false]);
  });

  it('A15 A28 is known to its own tab where the storage is denied', () => {
    denyStorage();
    const tab = aTab();
    tab.add(null);

    expect([tab.last(), tab.hasEnded(SEVEN, 0)]).toEqual([NOW, true]);
  });

  it('A15 A28 is told with its number where the storage is denied, and is as late in the tabs that hear of it', () => {
    denyStorage();
    const [one, other] = [aTab(), aTab()];
    const messages = one.add(null);
    for (const message of messages) other.hear(message);

    expect(messages).toEqual([{ signOuts: NOW }, null]);
    expect(other.last()).toBe(NOW + 1);
    expect(other.hasEnded(SEVEN, NOW)).toBe(true);
  });

  it('A15 that is heard of late makes no number lower, and anything but a number changes none', () => {
    denyStorage();
    const tab = aTab();
    tab.add(null);
    for (const message of [{ signOuts: 5 }, { signOuts: 'soon' }, {}, 5, true]) tab.hear(message);

    expect(tab.last()).toBe(NOW);
  });

  it('A15 that is heard of by a message alone, where the storage can be read, is numbered there', () => {
    const [one, other] = [aTab(), aTab()];
    const messages = one.add(null);
    for (const message of messages) other.hear(message);

    expect(messages).toEqual([null]);
    expect(other.last()).toBe(NOW);
  });
});

describe('a session that the server has ended', () => {
  it('R56 has ended in each tab, and no other session with it', () => {
    const [one, other] = [aTab(), aTab()];
    const since = one.last();
    other.add('session-7');

    expect(one.hasEnded(SEVEN, since)).toBe(true);
    expect([sessionWith('session-8'), sessionWith(undefined), null].map((each) => one.hasEnded(each, since))).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('R56 is none that began after it', () => {
    const tab = aTab();
    tab.add('session-7');
    const since = tab.last();

    expect([since, tab.hasEnded(SEVEN, since)]).toEqual([NOW, false]);
    tab.add('session-7');
    expect(tab.hasEnded(SEVEN, since)).toBe(true);
  });

  it('R56 makes room for the next sign-out, which is later', () => {
    const tab = aTab();
    tab.add('session-7');
    const since = tab.last();
    tab.add(null);

    expect(tab.hasEnded(null, since)).toBe(true);
  });

  it('R56 is remembered with the others that other tabs know of', () => {
    aTab().add('session-7');
    const tab = aTab();
    tab.add('session-8');

    expect([SEVEN, sessionWith('session-8')].map((each) => aTab().hasEnded(each, 0))).toEqual([true, true]);
  });

  it('R56 is remembered until fifty others have ended', () => {
    const tab = aTab();
    tab.add('session-7');
    for (let i = 0; i < 49; i++) tab.add(`other-${i}`);
    const withFifty = aTab().hasEnded(SEVEN, 0);
    tab.add('other-49');

    expect([withFifty, aTab().hasEnded(SEVEN, 0)]).toEqual([true, false]);
    expect(aTab().hasEnded(sessionWith('other-0'), 0)).toBe(true);
    expect(Object.keys(JSON.parse(localStorage.getItem(SIDS)!) as object)).toHaveLength(50);
  });

  it('R56 A28 is known to its own tab where the storage is denied', () => {
    denyStorage();
    const tab = aTab();
    tab.add('session-7');

    expect([tab.hasEnded(SEVEN, 0), tab.hasEnded(sessionWith('session-8'), 0)]).toEqual([true, false]);
  });

  it.each(['', '{', 'null', '7', '"text"', '["session-7"]', '{"session-7":"yesterday"}'])(
    'A28 is none when %j stands in the place of those that are remembered',
    (text) => {
      localStorage.setItem(SIDS, text);
      const tab = aTab();

      expect([tab.last(), tab.hasEnded(SEVEN, 0)]).toEqual([0, false]);
      tab.add('session-8');
      expect([tab.last(), tab.hasEnded(sessionWith('session-8'), 0)]).toEqual([NOW, true]);
    },
  );

  it('R56 that has no name ends those without one', () => {
    const tab = aTab();
    tab.hear(undefined);

    expect(tab.hasEnded(sessionWith(undefined), 0)).toBe(true);
    expect(tab.hasEnded(SEVEN, 0)).toBe(false);
  });
});
