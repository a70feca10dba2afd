import { expect } from '@playwright/test';
import { test as base } from '../started.ts';
import { startChromium } from './chromium.ts';
import type { Engine, EngineName, EngineSettings, Tab } from './engine.ts';
import { startFirefox } from './firefox.ts';
import { startWebKit } from './webkit.ts';

const START: Readonly<Record<EngineName, (settings: EngineSettings) => Promise<Engine>>> = {
  chromium: startChromium,
  firefox: startFirefox,
  webkit: startWebKit,
};

/** What a project of Playwright's configuration chooses, and a file of tests. */
export interface EngineOptions extends EngineSettings {
  readonly engine: EngineName;
}

/** `test` with a tab in the project's engine. Each worker starts one browser. */
export const test = base.extend<{ tab: Tab }, EngineOptions & { running: Engine }>({
  engine: ['chromium', { option: true, scope: 'worker' }],
  blocksSiteData: [false, { option: true, scope: 'worker' }],
  running: [
    async ({ engine, blocksSiteData }, use) => {
      const running = await START[engine]({ blocksSiteData });
      await use(running);
      await running.end();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  tab: async ({ running }, use) => {
    const tab = await running.openTab();
    await use(tab);
    await tab.close();
  },
});

export { expect };
