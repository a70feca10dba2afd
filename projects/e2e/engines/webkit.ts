import { Builder } from 'selenium-webdriver';
// WebKitGTK's driver is started like Safari's.
import { ServiceBuilder } from 'selenium-webdriver/safari.js';
import { ensureWebKit } from '../../tools/engines.mjs';
import type { Engine } from './engine.ts';
import { startDisplay } from './x-display.ts';

/** WebKitGTK, driven over WebDriver, on a display of its own. */
export async function startWebKit(): Promise<Engine> {
  const programs = ensureWebKit();
  const display = await startDisplay(programs.display);
  const driver = new ServiceBuilder(programs.driver)
    .setEnvironment({ ...(process.env as Record<string, string>), DISPLAY: display.name })
    .build();
  const url = await driver.start();
  return {
    async openTab() {
      const session = await new Builder()
        .usingServer(url)
        .withCapabilities({
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': { binary: programs.browser, args: ['--automation'] },
        })
        .build();
      return {
        goto: (address) => session.get(address),
        async evaluate(expression) {
          const [value, failure] = await session.executeAsyncScript<[unknown, string?]>(`
            const [done] = arguments;
            (async () => [await (${expression})])().catch((error) => [null, String(error)]).then(done);`);
          if (failure !== undefined) throw new Error(failure);
          return value;
        },
        close: () => session.quit(),
      };
    },
    async end() {
      await driver.kill();
      await display.end();
    },
  };
}
