import { AsyncLocalStorage } from 'node:async_hooks';
import type { App } from './app';
import type { Device } from './device';
import type { ModelFrame } from './model-frame';
import type { Deniable } from './origin';
import type { World } from './world';
import type { FakePlatformLocation } from '../lib/testing/fake-platform-location';
import { TabStorage } from '../lib/testing/tab-storage';

type Listener = (event: never) => void;

/** A tab: it keeps its storage from page to page. */
export interface Tab {
  readonly name: string;
  storage: TabStorage;
  /** The page that is shown; `null` while the tab is closed, or the person is at the server. */
  page: Page | null;
  /** The page of the server that is shown; `null` while the app is. */
  atServer: string | null;
  /** The page from which the person has come to the server, as long as the browser keeps it in its cache. */
  cached: Page | null;
  /** What the browser denies this tab: always, or only from a call on that is so many calls away. */
  readonly denied: Map<Deniable, number>;
  /** Whether the browser does not leave the page when it is told to: the person answers “Stay”, or the server 204. */
  stays: boolean;
}

export function newTab(name: string): Tab {
  return {
    name,
    storage: new TabStorage(),
    page: null,
    atServer: null,
    cached: null,
    denied: new Map(),
    stays: false,
  };
}

const running = new AsyncLocalStorage<Page>();

/** The page whose script is running; `undefined` in the test's own code. */
export const runningPage = (): Page | undefined => running.getStore();

/** One page of the app: what the browser keeps for its script. */
export class Page {
  readonly #listeners = new Map<string, Set<Listener>>();
  /** What has arrived while the page was frozen. */
  #arrived: (() => void)[] = [];
  readonly openedAt: number;
  readonly frames = new Set<ModelFrame>();
  isGone = false;
  isFrozen = false;
  isInCache = false;
  /** What the browser has denied this page by now. */
  readonly wasDenied = new Set<Deniable>();
  /** Where the browser was told to go. */
  leavingFor: string | null = null;
  app: App | undefined;
  /** Its address bar, and the history behind it. */
  location: FakePlatformLocation | undefined;

  constructor(
    readonly world: World,
    readonly tab: Tab,
  ) {
    this.openedAt = this.device.awake;
  }

  get device(): Device {
    return this.world.device;
  }
  get name(): string {
    return this.tab.name;
  }
  get isRunning(): boolean {
    return !this.isGone && !this.isFrozen && !this.isInCache;
  }

  /** Runs a script of the page. */
  run<T>(script: () => T): T {
    return running.run(this, script);
  }

  /** Throws when the browser denies the page this, as it may at any call. */
  ask(what: Deniable): void {
    const { denied } = this.tab;
    const calls = denied.get(what);
    if (calls === undefined) return;
    if (calls > 0 && calls < Infinity) {
      denied.set(what, calls - 1);
      return;
    }
    if (calls === 0) denied.delete(what);
    this.wasDenied.add(what);
    throw new DOMException(`${what} is denied.`, 'SecurityError');
  }

  listen(type: string, listener: Listener, { signal, once }: { signal?: AbortSignal; once?: boolean } = {}): void {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners);
    const remove = () => listeners.delete(added);
    const added: Listener = once ? (event) => (remove(), listener(event)) : listener;
    listeners.add(added);
    signal?.addEventListener('abort', remove);
  }

  unlisten(type: string, listener: Listener): void {
    this.#listeners.get(type)?.delete(listener);
  }

  dispatch(type: string, event: object = {}): void {
    for (const listener of [...(this.#listeners.get(type) ?? [])]) {
      this.run(() => {
        listener({ type, ...event } as never);
      });
    }
  }

  take(what: string, arrive: () => void): void {
    if (this.isGone) return;
    const arriveHere = () => {
      this.device.tell(`${this.name} gets ${what}`);
      this.run(arrive);
    };
    if (this.isRunning) arriveHere();
    else this.#arrived.push(arriveHere);
  }

  /** Goes on after the page was frozen, or came back from the cache. */
  thaw(): void {
    this.isFrozen = false;
    this.isInCache = false;
    const arrived = this.#arrived;
    this.#arrived = [];
    for (const arrive of arrived) arrive();
  }

  /** The page is gone: it is closed, or has left the cache. Nothing runs in it any more. */
  end(): void {
    if (this.isGone) return;
    this.isGone = true;
    this.world.origin.leave(this);
  }
}
