import { launch, type Page } from 'puppeteer-core';
import { ensureFirefox } from '../../tools/engines.mjs';
import type { Engine, Tab } from './engine.ts';

/** Firefox, driven over WebDriver BiDi. */
export async function startFirefox(): Promise<Engine> {
  const browser = await launch({
    browser: 'firefox',
    executablePath: ensureFirefox(),
    // Cookies apart for each site, as people have it; puppeteer switches that off.
    extraPrefsFirefox: { 'network.cookie.cookieBehavior': 5 },
  });
  return {
    async openTab() {
      const context = await browser.createBrowserContext();
      return tabOf(await context.newPage());
    },
    end: () => browser.close(),
  };
}

function tabOf(page: Page): Tab {
  const context = page.browserContext();
  return {
    async goto(url) {
      await page.goto(url);
    },
    evaluate: (expression) => page.evaluate(expression),
    click: (selector) => page.click(selector),
    openAnother: async () => tabOf(await context.newPage()),
    close: () => context.close(),
  };
}
