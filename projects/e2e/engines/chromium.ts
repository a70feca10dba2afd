import { chromium, type Page } from '@playwright/test';
import { chromiumFlags, ensureChromium } from '../../tools/chromium.mjs';
import type { Engine, Tab } from './engine.ts';

/** Chromium, driven by Playwright, with the back/forward cache that Playwright otherwise switches off. */
export async function startChromium(): Promise<Engine> {
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: chromiumFlags,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  return {
    async openTab() {
      const context = await browser.newContext();
      return tabOf(await context.newPage());
    },
    end: () => browser.close(),
  };
}

/** A page of Playwright's as a tab like any other. */
export function tabOf(page: Page): Tab {
  return {
    async goto(url) {
      await page.goto(url);
    },
    evaluate: (expression) => page.evaluate<unknown>(expression),
    click: (selector) => page.click(selector),
    openAnother: async () => tabOf(await page.context().newPage()),
    close: () => page.context().close(),
  };
}
