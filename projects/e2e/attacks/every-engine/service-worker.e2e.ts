import type { Tab } from '../../engines/engine.ts';
import { inPage, until } from '../../engines/in-page.ts';
import { signIn } from '../sign-in.ts';
import type { StageOptions } from '../stage.ts';
import { expect, test } from '../test.ts';

/** What a service worker has come to know. */
interface Knowledge {
  readonly requests: readonly { readonly url: string; readonly referrer: string }[];
  /** The pages it serves, by the URLs they were loaded with. */
  readonly clients: readonly string[];
  readonly cached: readonly string[];
}

/** A worker that keeps every answer for offline use, except at the paths that it leaves alone. */
const worker = (excluded: readonly string[]) => `
  const requests = [];
  addEventListener('install', () => skipWaiting());
  addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  addEventListener('fetch', (event) => {
    const { url, referrer, method } = event.request;
    const { pathname, origin } = new URL(url);
    if (pathname === '/knowledge') return event.respondWith(tell());
    requests.push({ url, referrer });
    if (method === 'GET' && origin === location.origin && !${JSON.stringify(excluded)}.includes(pathname)) {
      event.respondWith(keep(event.request));
    }
  });
  async function keep(request) {
    const response = await fetch(request);
    await (await caches.open('everything')).put(request, response.clone());
    return response;
  }
  async function tell() {
    const cached = await (await caches.open('everything')).keys();
    const served = await clients.matchAll();
    return Response.json({ requests, clients: served.map(({ url }) => url), cached: cached.map(({ url }) => url) });
  }`;

const serving = (source: string): StageOptions => ({
  front: () => ({
    answer: (path) =>
      path === '/worker.js' ? { headers: { 'Content-Type': 'text/javascript' }, body: source } : undefined,
  }),
});

/** Signs in with a service worker in between, and asks it what it knows. */
async function signInUnderWorker(tab: Tab, app: string): Promise<Knowledge> {
  await tab.goto(app);
  await inPage(tab, () => navigator.serviceWorker.register('/worker.js').then(() => null));
  await until(tab, () => navigator.serviceWorker.controller !== null);
  await signIn(tab, app);
  return inPage(tab, () => fetch('/knowledge').then((answer) => answer.json() as Promise<Knowledge>));
}

const holdsResponse = (text: string) => text.includes('access_token=');

test('A25 a service worker sees the response in the one request for the callback, and in nothing that the library does', async ({
  tab,
  setStage,
}) => {
  const { app } = await setStage(serving(worker(['/auth/callback'])));
  const { requests } = await signInUnderWorker(tab, app);

  const landing = requests.findIndex(({ url }) => holdsResponse(url));
  expect(requests[landing]?.url).toMatch(new RegExp(`^${app}/auth/callback#`));
  const others = requests.toSpliced(landing, 1);
  expect(others.length).toBeGreaterThan(5);
  expect(others.filter(({ url, referrer }) => holdsResponse(url + referrer))).toEqual([]);
});

test('A25 the browser goes on telling a service worker the URL that the page was loaded with', async ({
  tab,
  setStage,
}) => {
  const { app } = await setStage(serving(worker(['/auth/callback'])));
  const { clients } = await signInUnderWorker(tab, app);

  expect(clients.map(holdsResponse)).toEqual([true]);
});

test('A25 a service worker that caches navigations keeps the response on disk, and with the callback excluded it does not', async ({
  tab,
  setStage,
}) => {
  const careless = await setStage(serving(worker([])));
  expect((await signInUnderWorker(tab, careless.app)).cached.filter(holdsResponse)).toHaveLength(1);

  const careful = await setStage(serving(worker(['/auth/callback'])));
  const { cached } = await signInUnderWorker(tab, careful.app);
  expect(cached.length).toBeGreaterThan(0);
  expect(cached.filter((url) => url.includes('/auth/callback'))).toEqual([]);
});
