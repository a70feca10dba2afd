import { launch, type Dialog, type Page } from 'puppeteer-core';
import { ensureFirefox } from '../../tools/engines.mjs';
import type { Engine, EngineSettings, Popup } from './engine.ts';

/** Firefox, driven over WebDriver BiDi. */
export async function startFirefox({ blocksSiteData }: EngineSettings): Promise<Engine> {
  const browser = await launch({
    browser: 'firefox',
    executablePath: ensureFirefox(),
    // Cookies apart for each site, as people have it; puppeteer switches that off. 2 is for those who block all of them,
    // which takes the storage with it.
    extraPrefsFirefox: { 'network.cookie.cookieBehavior': blocksSiteData ? 2 : 5 },
  });
  return {
    async openTab() {
      const context = await browser.createBrowserContext();
      return tabOf(await context.newPage());
    },
    end: () => browser.close(),
  };
}

function tabOf(page: Page): Popup {
  const context = page.browserContext();
  return {
    async goto(url) {
      await page.goto(url);
    },
    evaluate: (expression) => page.evaluate(expression),
    click: (selector) => page.click(selector),
    async stay(begin) {
      const asked = new Promise<Dialog>((resolve) => page.once('dialog', resolve));
      await Promise.all([asked.then((dialog) => dialog.dismiss()), begin()]);
    },
    async openedBy(begin) {
      const [popup] = await Promise.all([new Promise<Page | null>((resolve) => page.once('popup', resolve)), begin()]);
      if (!popup) throw new Error('What was opened is no window.');
      return tabOf(popup);
    },
    closeWindow: () => page.close(),
    isClosed: async () => page.isClosed(),
    openAnother: async () => tabOf(await context.newPage()),
    close: () => context.close(),
  };
}
