import { TestBed } from '@angular/core/testing';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { fakeTab, type Page, type Tab } from '../testing/fake-tab';
import { otherTab } from '../testing/other-tab';
import { promisesTold } from '../testing/promises-told';
import { signedOut, told } from './session-input';
import { SessionMachine } from './session-machine';

const server = await fakeAuthorizationServer();
const CHANNEL = `ngx-implicit-auth ${server.issuer} timesheets-spa sign-out`;
let tab: Tab;
let page: Page;
let machine: SessionMachine;

beforeEach(async () => {
  localStorage.clear();
  tab = fakeTab(server);
  page = await tab.signIn();
  machine = TestBed.inject(SessionMachine);
});

/** A promise, and what resolves it. */
function later(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((done) => (resolve = done));
  return {
    promise,
    resolve: () => {
      resolve();
    },
  };
}

describe('what happens while something is told', () => {
  it('is told after it, to everybody in the same order', () => {
    const heard: string[] = [];
    page.auth.events$.subscribe(({ type }) => {
      heard.push(`first ${type}`);
      if (type === 'response-captured') machine.send(signedOut());
    });
    page.auth.events$.subscribe(({ type }) => heard.push(`second ${type}`));
    page.auth.state$.subscribe(({ status }) => heard.push(status));
    machine.send(told({ type: 'response-captured' }));

    expect(heard).toEqual([
      'signed-in',
      'first response-captured',
      'second response-captured',
      'signed-out',
      'first signed-out',
      'second signed-out',
    ]);
  });

  it('still happens when something before it has failed', () => {
    const failure = new Error('It failed.');

    expect(() => {
      machine.send(() => {
        throw failure;
      });
    }).toThrow(failure);
    machine.send(signedOut());
    expect(page.auth.state()).toEqual({ status: 'signed-out' });
  });
});

describe('what may yet sign somebody in', () => {
  it('is waited for until the last of it has ended', async () => {
    const [one, other] = [later(), later()];
    machine.holdBack(one.promise);
    machine.holdBack(other.promise);
    one.resolve();
    await promisesTold();
    const between = machine.pending;
    other.resolve();
    await promisesTold();

    expect(between).not.toBeNull();
    expect(machine.pending).toBeNull();
  });

  it('is waited for when it ends in the other order, too', async () => {
    const [one, other] = [later(), later()];
    machine.holdBack(one.promise);
    machine.holdBack(other.promise);
    other.resolve();
    await promisesTold();
    const between = machine.pending;
    one.resolve();
    await promisesTold();

    expect(between).not.toBeNull();
    expect(machine.pending).toBeNull();
  });

  it('is over before whoever waits for it goes on', async () => {
    const one = later();
    machine.holdBack(one.promise);
    const after = machine.pending?.then(() => machine.pending);
    one.resolve();

    expect(await after).toBeNull();
  });
});

describe('once the app is destroyed', () => {
  it('A15 a page hears of no sign-out, and of nothing that happens to it', async () => {
    const state = jest.fn();
    page.auth.state$.subscribe(state);
    state.mockClear();
    TestBed.resetTestingModule();
    const other = otherTab(CHANNEL);
    await other.say(null);
    localStorage.setItem(`ngx-implicit-auth ${server.issuer} timesheets-spa signed-out`, String(Date.now() + 1));
    for (const type of ['pageshow', 'visibilitychange', 'focus', 'online', 'storage']) dispatchEvent(new Event(type));
    other.close();

    expect(state).not.toHaveBeenCalled();
  });

  it('events$ is over', () => {
    const complete = jest.fn();
    page.auth.events$.subscribe({ complete });
    TestBed.resetTestingModule();

    expect(complete).toHaveBeenCalledTimes(1);
  });
});

describe('a session that the server ends', () => {
  it.each<[string, boolean, readonly unknown[], boolean]>([
    ['is told to the other tabs, and remembered, by the first to know', true, ['session-7'], true],
    ['is told to nobody by whoever was told', false, [], false],
  ])('R56 %s', async (_, isFirst, heard, isKnown) => {
    const other = otherTab(CHANNEL);
    const since = machine.signOuts.last();
    machine.endSession('session-7', 'front-channel', isFirst);
    const session = { claims: { sub: 'alice', sid: 'session-7' } } as never;

    expect(await other.heard()).toEqual(heard);
    expect(machine.signOuts.hasEnded(session, since)).toBe(isKnown);
    expect(page.auth.state().status).toBe('signed-in');
    other.close();
  });
});
