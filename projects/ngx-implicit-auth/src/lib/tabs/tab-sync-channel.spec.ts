import { PLATFORM_ID } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, type Tab } from '../testing/fake-tab';
import { otherTab, type OtherTab } from '../testing/other-tab';
import { sessionIn } from '../testing/page-state';
import { renewingTabForEach } from '../testing/renewing-tab';
import { channelOf, SYNCED } from '../testing/synced-tabs';

const server = await fakeAuthorizationServer();
let tab: Tab;
let other: OtherTab;

renewingTabForEach(server, (fresh) => {
  ({ tab } = fresh);
  other = otherTab(channelOf(server));
});

afterEach(() => {
  other.close();
});

describe('once the app is destroyed', () => {
  it('a tab hears and answers nothing', async () => {
    const before = sessionIn(await tab.signIn(SYNCED));
    TestBed.resetTestingModule();
    await other.say(null);

    expect(await other.heard()).toMatchObject([null, before]);
  });

  it('no timer waits for an answer', () => {
    tab.open(APP, SYNCED);
    const whileOpen = jest.getTimerCount();
    TestBed.resetTestingModule();

    expect([whileOpen, jest.getTimerCount()]).toEqual([1, 0]);
  });
});

it('on a server there is no channel', () => {
  const opened = jest.spyOn(globalThis, 'BroadcastChannel');
  tab.open(APP, { ...SYNCED, providers: [{ provide: PLATFORM_ID, useValue: 'server' }] });

  expect(opened).not.toHaveBeenCalled();
});
