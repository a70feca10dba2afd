import type { FakeAuthorizationServer } from './fake-authorization-server';
import { FAKE_CLOCK } from './fake-clock';
import { fakeTab, type Tab } from './fake-tab';
import { renewalFrames, type RenewalFrames } from './renewal-frames';

/** A tab, and the frames of the renewals that its pages make. */
export interface RenewingTab {
  readonly tab: Tab;
  readonly frames: RenewalFrames;
}

/**
 * Before each test of a spec, opens a fresh tab in an origin with an empty `localStorage`. The clock goes on only when
 * the test says so. The renewals that the library plans start to the millisecond.
 */
export function renewingTabForEach(server: FakeAuthorizationServer, begin: (fresh: RenewingTab) => void): void {
  beforeEach(() => {
    jest.useFakeTimers(FAKE_CLOCK);
    jest.spyOn(Math, 'random').mockReturnValue(0);
    localStorage.clear();
    const tab = fakeTab(server);
    begin({ tab, frames: renewalFrames(tab, server) });
  });

  afterEach(() => {
    jest.useRealTimers();
  });
}
