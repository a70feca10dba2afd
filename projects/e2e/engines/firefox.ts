import { launch } from 'puppeteer-core';
import { ensureFirefox } from '../../tools/engines.mjs';
import type { Engine } from './engine.ts';

/** Firefox, driven over WebDriver BiDi. */
export async function startFirefox(): Promise<Engine> {
  const browser = await launch({ browser: 'firefox', executablePath: ensureFirefox() });
  return {
    async openTab() {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      return {
        async goto(url) {
          await page.goto(url);
        },
        evaluate: (expression) => page.evaluate(expression),
        close: () => context.close(),
      };
    },
    end: () => browser.close(),
  };
}
