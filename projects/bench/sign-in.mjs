// Signing in from a guarded page and back to it: what the authorization server is asked for, and how long it takes.
import { emptyApp } from './apps.mjs';
import { inTurn, median } from './interleaved.ts';

const WARM_UP_ROUNDS = 1;
const LATENCIES = [0, 100];

/** The element of the page that a person sees first when signed in; the empty app shows it as well. */
const PAGE = 'app-home';

/** Counts the requests of one sign-in by each app: all of them, and those after the response has been sent. */
export async function countRequests({ browser, server, urls }, apps) {
  const counts = {};
  for (const app of apps) {
    server.requests.length = 0;
    await visit(browser, async (page) => {
      await page.goto(urls[app]);
      await page.locator(PAGE).waitFor();
      await page.waitForLoadState('networkidle');
    });
    const answered = server.requests.indexOf('/authorize');
    counts[app] = { all: server.requests.length, atCallback: server.requests.length - 1 - answered };
  }
  return counts;
}

/**
 * Signs in with each app in turn, round by round. Tells by latency and app how many milliseconds pass until the guarded
 * page is shown: since the navigation to the callback, and since the one to the first page. For the empty app, both are
 * a page load.
 */
export async function timeSignIns({ browser, server, urls }, { apps, rounds }) {
  const times = LATENCIES.map((latency) => ({ latency, apps: {} }));
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    for (const app of inTurn([emptyApp, ...apps], round + WARM_UP_ROUNDS)) {
      for (const at of times) {
        server.latency = at.latency;
        const time = await visit(browser, (page) =>
          app === emptyApp ? load(page, urls[app]) : signIn(page, urls[app]),
        );
        if (round >= 0) (at.apps[app] ??= []).push(time);
      }
    }
  }
  server.latency = 0;
  return times.map(({ latency, apps }) => ({
    latency,
    callback: mapValues(apps, (all) => median(all.map(({ callback }) => callback))),
    whole: mapValues(apps, (all) => median(all.map(({ whole }) => whole))),
  }));
}

async function load(page, url) {
  await page.goto(url);
  const first = await shown(page);
  // Another URL, so that the browser does not take it for a reload.
  await page.goto(`${url}/?again`);
  return { callback: (await shown(page)).sinceFetch, whole: first.sinceFetch };
}

async function signIn(page, url) {
  const started = performance.timeOrigin + performance.now();
  await page.goto(url);
  const { sinceFetch, at } = await shown(page);
  return { callback: sinceFetch, whole: at - started };
}

/** Waits for the page, and tells when it was first there. */
async function shown(page) {
  await page.locator(PAGE).waitFor();
  return page.evaluate(() => {
    const [{ fetchStart }] = performance.getEntriesByType('navigation');
    const { pageShownAt } = globalThis;
    return { sinceFetch: pageShownAt - fetchStart, at: performance.timeOrigin + pageShownAt };
  });
}

/** Lends `act` a page in a browser that knows nobody. */
async function visit(browser, act) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript(noteWhenShown, PAGE);
    return await act(page);
  } finally {
    await context.close();
  }
}

/** Takes the time at which the element appears. Runs in each page, before any script of the page's own. */
function noteWhenShown(selector) {
  const { document, MutationObserver } = globalThis;
  new MutationObserver((_, observer) => {
    if (!document.querySelector(selector)) return;
    globalThis.pageShownAt = performance.now();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
}

function mapValues(object, map) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}
