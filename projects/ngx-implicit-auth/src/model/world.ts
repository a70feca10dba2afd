import type { Scheduler } from 'fast-check';
import { TabStorage } from '../lib/testing/tab-storage';
import { openApp, type App } from './app';
import { Device } from './device';
import type { ModelPopup } from './model-popup';
import { ModelServer } from './model-server';
import { Origin } from './origin';
import { newTab, Page, type Tab } from './page';
import type { Setup } from './setup';
import { Witness } from './witness/witness';

const APP = 'https://app.example.com';

/** Everything outside the library: a device, a browser with three tabs, two persons and one server. */
export class World {
  readonly device: Device;
  readonly server: ModelServer;
  readonly origin = new Origin();
  readonly localStorage = new TabStorage();
  readonly tabs: readonly Tab[] = ['tab 1', 'tab 2', 'tab 3'].map(newTab);
  /** The frame in which the server opens the app's page for its front channel. */
  readonly serverFrame = newTab('the server’s frame');
  readonly witness: Witness;
  /** Each answer that the server has given to a redirect. */
  readonly answers: string[] = [];
  /** Each authorization request for which a page was left. */
  readonly requests: string[] = [];
  /** Each popup that a page has opened. */
  readonly popups: ModelPopup[] = [];
  isOnline = true;
  #numbers = 0;

  constructor(
    readonly setup: Setup,
    scheduler: Scheduler,
  ) {
    this.device = new Device(scheduler, setup.clockIsOff);
    this.server = new ModelServer(this.device, setup);
    this.witness = new Witness(this);
  }

  /** A number that nothing else in this world has. */
  number(): number {
    return ++this.#numbers;
  }

  /** Opens the app in a tab, in place of whatever was there. */
  async open(tab: Tab, path = '/'): Promise<App> {
    if (tab.page) tab.page.end();
    tab.atServer = null;
    const page = new Page(this, tab);
    tab.page = page;
    this.witness.opened(page, path);
    await page.run(() => openApp(page, APP + path));
    await this.device.settle();
    if (!page.app) throw new Error('The app has not started.');
    return page.app;
  }

  /** The browser has been told to leave a page. Its script runs on until the browser does. */
  redirect(page: Page, url: string): void {
    const { tab } = page;
    this.witness.redirected(page, url);
    if (url.includes('/authorize')) this.requests.push(url);
    if (tab.stays) {
      this.device.tell(`${tab.name} was to leave, and stays`);
      return;
    }
    page.leavingFor = url;
    this.device.send(page, 'to the server', () => {
      // Of two redirects, the browser follows the last.
      if (page.leavingFor !== url) return;
      tab.page = null;
      tab.atServer = url;
      tab.cached?.end();
      tab.cached = page;
      page.isInCache = true;
      if (!this.setup.hasCache || this.origin.holdsLocks(page)) page.end();
    });
  }

  /** The other pages hear that the storage of all tabs has changed. */
  tellOfStorage(from: Page): void {
    for (const { page } of this.tabs) {
      if (!page || page === from || page.tab.denied.has('localStorage')) continue;
      this.device.send(page, 'word of the storage', () => {
        page.dispatch('storage');
      });
    }
  }

  /** Throws, with the story of the run, when an invariant does not hold. */
  look(): void {
    this.witness.look();
    const { violation } = this.witness.seen;
    if (violation === null) return;
    const { story } = this.device;
    throw new Error(
      [violation, '', JSON.stringify(this.setup), ...story.map((line, at) => `${at + 1}. ${line}`)].join('\n'),
    );
  }

  /** The end of a run: whatever is under way ends, whatever the tabs that stand still do. */
  async finish(): Promise<void> {
    this.device.tell('— the end —');
    this.witness.subscribers.reactions.clear();
    for (const tab of this.tabs) tab.denied.clear();
    this.server.isUp = this.isOnline = true;
    if (this.server.framing === 'unanswered') this.server.framing = 'allowed';
    for (const page of this.runningPages) page.dispatch('online');
    const isRenewing = () => this.runningPages.some(({ app }) => app?.auth.state().status === 'renewing');
    // What has begun at the very end gets the time that a turn and a frame may take.
    for (let round = 0; round < 8 || (round < 12 && isRenewing()); round++) {
      await this.device.arriveAll();
      for (const popup of this.popups) popup.close();
      for (const page of this.runningPages) page.dispatch('focus');
      await this.device.wait(8_000);
    }
    await this.device.arriveAll();
    this.witness.finish();
    this.look();
  }

  /** Each page whose script runs. */
  get runningPages(): readonly Page[] {
    return this.tabs.flatMap(({ page }) => (page?.isRunning ? [page] : []));
  }
}
