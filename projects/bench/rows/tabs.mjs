// How long ten tabs wait that all want a new token at once: how much longer the last one waits than the server took.
import { median } from '../interleaved.ts';
import { own } from '../libraries.mjs';
import { atMost, row } from '../table.mjs';

const TABS = 10;
const ROUNDS = 11;
const MOST_MS = 500;

export async function tabRows({ browser, server, urls }) {
  const context = await browser.newContext();
  try {
    const pages = [];
    for (let tab = 0; tab < TABS; tab++) {
      const page = await context.newPage();
      await page.goto(urls.tabs);
      await page.locator('app-home').waitFor();
      pages.push(page);
    }
    const renewals = await waits(server, pages, () => globalThis.tab.renew());
    const refusals = await waits(
      server,
      pages,
      () => globalThis.tab.ask(),
      async () => {
        server.refused = await pages[0].evaluate(() => globalThis.tab.accessToken());
      },
    );
    return [
      waitRow(`${TABS} tabs renew at once: the last one, after the server's answer`, renewals),
      waitRow(`${TABS} tabs get a 401 at once: the last one, after the server's answer`, refusals),
    ];
  } finally {
    await context.close();
  }
}

/** For each round, how many milliseconds after the server's answer the last tab was done, and how often it was asked. */
async function waits(server, pages, act, prepare = async () => {}) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    await prepare();
    server.requests.length = 0;
    const done = await Promise.all(pages.map((page) => page.evaluate(act)));
    rounds.push({
      wait: Math.max(...done) - server.answeredAt,
      asked: server.requests.filter((path) => path === '/authorize').length,
    });
  }
  return rounds;
}

function waitRow(about, rounds) {
  const longest = Math.max(...rounds.map(({ wait }) => wait));
  const asked = Math.max(...rounds.map((round) => round.asked));
  return row(about, {
    write: (wait) =>
      `${median(rounds.map((round) => round.wait))} ms, at most ${wait} ms; ${asked} request${asked === 1 ? '' : 's'}`,
    figures: { [own]: longest },
    budget: atMost(MOST_MS, `${MOST_MS} ms`),
  });
}
