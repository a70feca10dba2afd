import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type LaunchOptions, type Page } from '@playwright/test';
import { chromiumFlags, ensureChromium } from '../../tools/chromium.mjs';
import type { Engine, EngineSettings, Popup } from './engine.ts';

/** Chromium, driven by Playwright, with the back/forward cache that Playwright otherwise switches off. */
export async function startChromium({ blocksSiteData }: EngineSettings): Promise<Engine> {
  const options = {
    executablePath: ensureChromium(),
    args: chromiumFlags,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  };
  if (blocksSiteData) return withoutSiteData(options);
  const browser = await chromium.launch(options);
  return {
    async openTab() {
      const context = await browser.newContext();
      return tabOf(await context.newPage());
    },
    end: () => browser.close(),
  };
}

/** The setting is read from the profile when the browser starts, so each tab has a browser of its own. */
function withoutSiteData(options: LaunchOptions): Engine {
  const profiles: string[] = [];
  const BLOCKED = 2;
  return {
    async openTab() {
      const profile = await mkdtemp(join(tmpdir(), 'chromium-'));
      profiles.push(profile);
      await mkdir(join(profile, 'Default'));
      const preferences = { profile: { default_content_setting_values: { cookies: BLOCKED } } };
      await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
      const context = await chromium.launchPersistentContext(profile, options);
      return tabOf(await context.newPage());
    },
    async end() {
      await Promise.all(profiles.map((profile) => rm(profile, { recursive: true })));
    },
  };
}

/** A page of Playwright's as a tab, or a popup, like any other. */
export function tabOf(page: Page): Popup {
  return {
    async goto(url) {
      await page.goto(url);
    },
    evaluate: (expression) => page.evaluate<unknown>(expression),
    click: (selector) => page.click(selector),
    async stay(begin) {
      await Promise.all([page.waitForEvent('dialog').then((dialog) => dialog.dismiss()), begin()]);
    },
    async openedBy(begin) {
      const [popup] = await Promise.all([page.waitForEvent('popup'), begin()]);
      return tabOf(popup);
    },
    closeWindow: () => page.close(),
    isClosed: async () => page.isClosed(),
    openAnother: async () => tabOf(await page.context().newPage()),
    close: () => page.context().close(),
  };
}
