import { webcrypto, createHash, verify, KeyObject } from 'node:crypto';
import { modelFrame, type ModelFrame } from './model-frame';
import { runningPage, type Page } from './page';

/**
 * Puts the model's browser in place of what the library reaches through the global object. What runs outside every page
 * gets the real one. Node's own cryptography answers at once, so that a run is the same each time. It is Node's for every
 * spec, so it has to be given back.
 *
 * @returns a function that gives it back
 */
export function installBrowserEdge(): () => void {
  replaceTimers();
  replaceEvents();
  replaceOrigin();
  replaceFrames();
  return replaceCryptography();
}

type Real = (...values: readonly unknown[]) => unknown;

/** Replaces a global function for the scripts of pages alone. */
function inPages<T extends object>(owner: T, name: keyof T, replacement: (page: Page, real: Real) => unknown): void {
  const real = (owner[name] as Real).bind(owner);
  const replaced = (...values: readonly unknown[]) => {
    const page = runningPage();
    return page ? (replacement(page, real) as Real)(...values) : real(...values);
  };
  Object.defineProperty(owner, name, { value: replaced, configurable: true, writable: true });
}

function replaceTimers(): void {
  inPages(Date, 'now', (page) => () => page.device.now);
  inPages(
    globalThis,
    'setTimeout',
    (page) =>
      (callback: () => void, milliseconds = 0) =>
        page.device.startTimer(page, milliseconds, () => {
          page.run(callback);
        }),
  );
  inPages(globalThis, 'setInterval', (page) => (callback: () => void, milliseconds: number) => {
    const interval = { timer: undefined as unknown };
    const again = () => {
      interval.timer = page.device.startTimer(page, milliseconds, () => {
        again();
        page.run(callback);
      });
    };
    again();
    return interval;
  });
  inPages(globalThis, 'clearTimeout', (page) => (timer: unknown) => {
    page.device.stopTimer(timer);
  });
  inPages(globalThis, 'clearInterval', (page) => (interval?: { readonly timer: unknown }) => {
    page.device.stopTimer(interval?.timer);
  });
  inPages(AbortSignal, 'timeout', (page) => (milliseconds: number) => {
    const over = new AbortController();
    page.device.startTimer(page, milliseconds, () => {
      over.abort(new DOMException('It took too long.', 'TimeoutError'));
    });
    return over.signal;
  });
}

function replaceEvents(): void {
  inPages(globalThis, 'addEventListener', (page) => page.listen.bind(page));
  inPages(globalThis, 'removeEventListener', (page) => page.unlisten.bind(page));
}

function replaceOrigin(): void {
  Object.defineProperty(navigator, 'locks', {
    get: () => {
      const page = runningPage();
      return page?.world.origin.locksOf(page);
    },
    configurable: true,
  });
  Object.defineProperty(globalThis, 'indexedDB', {
    get: () => {
      const page = runningPage();
      return page?.world.origin.databases.of(page);
    },
    configurable: true,
  });
  Object.defineProperty(globalThis, 'IDBKeyRange', { value: { upperBound: () => null }, configurable: true });
  Object.defineProperty(navigator, 'onLine', { get: () => runningPage()?.world.isOnline ?? true, configurable: true });
}

function replaceFrames(): void {
  inPages(document, 'createElement', (page, createElement) => (name: string) => {
    const element = createElement(name === 'iframe' ? 'div' : name) as HTMLElement;
    return name === 'iframe' ? modelFrame(page, element) : element;
  });
  inPages(document.body, 'append', (_, append) => (node: Node | ModelFrame) => {
    if ('load' in node) node.load();
    else append(node);
  });
}

function replaceCryptography(): () => void {
  const { subtle } = webcrypto;
  const keys = new Map<string, CryptoKey>();
  const importKey = subtle.importKey.bind(subtle) as (...values: readonly unknown[]) => Promise<CryptoKey>;
  const own = {
    importKey: async (...values: readonly unknown[]) => {
      const known = JSON.stringify(values);
      const key = keys.get(known) ?? (await importKey(...values));
      keys.set(known, key);
      return key;
    },
    verify: (_algorithm: unknown, key: CryptoKey, signature: Uint8Array, data: Uint8Array) =>
      Promise.resolve(
        verify('sha256', data, { key: KeyObject.from(key as never), dsaEncoding: 'ieee-p1363' }, signature),
      ),
    digest: (name: string, data: Uint8Array) => {
      const { buffer, byteOffset, length } = createHash(name.replace('-', '').toLowerCase()).update(data).digest();
      return Promise.resolve(buffer.slice(byteOffset, byteOffset + length));
    },
  };
  Object.assign(crypto.subtle, own);
  return () => {
    for (const name of Object.keys(own)) Reflect.deleteProperty(crypto.subtle, name);
  };
}
