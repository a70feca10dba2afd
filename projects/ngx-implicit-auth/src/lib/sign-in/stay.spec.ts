import { TestBed } from '@angular/core/testing';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { FAKE_CLOCK } from '../testing/fake-clock';
import { fakeTab, type Page, type Tab } from '../testing/fake-tab';
import { sessionIn } from '../testing/page-state';
import { promisesTold } from '../testing/promises-told';

const server = await fakeAuthorizationServer();
let tab: Tab;

beforeEach(() => {
  jest.useFakeTimers(FAKE_CLOCK);
  jest.spyOn(console, 'warn').mockImplementation(() => {});
  localStorage.clear();
  tab = fakeTab(server);
});

afterEach(() => {
  jest.useRealTimers();
});

const status = ({ auth }: Page) => auth.state().status;

describe('a page that was to be left for a sign-in, and is still there,', () => {
  it('goes on signed out after 5 s, not a moment before', async () => {
    const page = tab.open();
    await page.auth.login();
    jest.advanceTimersByTime(4_999);
    await promisesTold();
    const before = status(page);
    jest.advanceTimersByTime(1);
    await promisesTold();

    expect([before, status(page)]).toEqual(['redirecting', 'signed-out']);
  });

  it('goes on with the session that it had', async () => {
    const page = await tab.signIn();
    const session = sessionIn(page);
    await page.auth.login();
    jest.advanceTimersByTime(5_000);
    await promisesTold();

    expect(page.auth.state()).toEqual({ status: 'signed-in', session });
  });

  it('A22 goes on signed out when its session has ended meanwhile, and keeps nothing of it', async () => {
    const page = await tab.signIn();
    await page.auth.login();
    jest.setSystemTime(Date.now() + 700_000);
    jest.advanceTimersByTime(5_000);
    await promisesTold();

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(tab.storage.dump()).not.toContain('access-token');
  });

  it('A15 goes on at once when it comes back from the back/forward cache', async () => {
    const page = tab.open();
    await page.auth.login();
    const whileLeaving = jest.getTimerCount();
    dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    await promisesTold();

    expect(status(page)).toBe('signed-out');
    expect(jest.getTimerCount()).toBe(whileLeaving - 1);
  });

  it('is still being left when it is shown for the first time', async () => {
    const page = tab.open();
    await page.auth.login();
    dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
    await promisesTold();

    expect(status(page)).toBe('redirecting');
  });

  it('goes on waiting for the sign-in that was begun last', async () => {
    const page = tab.open();
    await page.auth.login();
    jest.advanceTimersByTime(3_000);
    await page.auth.logout({ scope: 'local' });
    await page.auth.login();
    jest.advanceTimersByTime(4_999);
    await promisesTold();
    const before = status(page);
    jest.advanceTimersByTime(1);
    await promisesTold();

    expect([before, status(page)]).toEqual(['redirecting', 'signed-out']);
  });

  it('waits for nothing once the app is destroyed', async () => {
    const page = tab.open();
    await page.auth.login();
    const whileOpen = jest.getTimerCount();
    TestBed.resetTestingModule();

    expect(jest.getTimerCount()).toBe(whileOpen - 1);
    jest.advanceTimersByTime(5_000);
    dispatchEvent(new Event('pageshow'));
    await promisesTold();
    expect(status(page)).toBe('redirecting');
  });
});
