import { Builder, type WebDriver } from 'selenium-webdriver';
// WebKitGTK's driver is started like Safari's.
import { ServiceBuilder } from 'selenium-webdriver/safari.js';
import { ensureWebKit } from '../../tools/engines.mjs';
import type { Engine, EngineSettings, Tab } from './engine.ts';
import { inPage, until } from './in-page.ts';
import { startDisplay } from './x-display.ts';

/** WebKitGTK, driven over WebDriver, on a display of its own. */
export async function startWebKit({ blocksSiteData }: EngineSettings): Promise<Engine> {
  const programs = ensureWebKit();
  const display = await startDisplay(programs.display);
  const driver = new ServiceBuilder(programs.driver)
    .setEnvironment({ ...(process.env as Record<string, string>), DISPLAY: display.name })
    .build();
  const url = await driver.start();
  const args = ['--automation', ...(blocksSiteData ? ['--cookies-policy=never'] : [])];
  return {
    async openTab() {
      const session = await new Builder()
        .usingServer(url)
        .withCapabilities({
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': { binary: programs.browser, args },
        })
        .build();
      return tabOf(session, await session.getWindowHandle(), oneByOne());
    },
    async end() {
      await driver.kill();
      await display.end();
    },
  };
}

/** Does something once everything that was asked for before is done. */
type OneByOne = <Result>(act: () => Promise<Result>) => Promise<Result>;

function oneByOne(): OneByOne {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const next = last.then(act);
    last = next.catch(() => {});
    return next;
  };
}

/** The driver is in one window at a time, so whatever is asked of a tab waits for its turn. */
function tabOf(session: WebDriver, window: string, inTurn: OneByOne): Tab {
  const inWindow: OneByOne = (act) => inTurn(() => session.switchTo().window(window).then(act));
  const tab: Tab = {
    goto: (address) => inWindow(() => session.get(address)),
    async evaluate(expression) {
      const [value, failure] = await inWindow(() =>
        session.executeAsyncScript<[unknown, string?]>(`
          const [done] = arguments;
          (async () => [await (${expression})])().catch((error) => [null, String(error)]).then(done);`),
      );
      if (failure !== undefined) throw new Error(failure);
      return value;
    },
    click: (selector) => inWindow(() => session.findElement({ css: selector }).click()),
    async stay(begin) {
      await inPage(tab, stopInPlaceOfTheQuestion);
      await begin();
      await until(tab, () => 'hasStayed' in globalThis);
    },
    openAnother: () =>
      inWindow(async () => {
        await session.switchTo().newWindow('tab');
        return tabOf(session, await session.getWindowHandle(), inTurn);
      }),
    close: () => session.quit(),
  };
  return tab;
}

/**
 * Under its driver, WebKit does not ask, and leaves. It asks the page, though; and a page that stops the next one from
 * loading stays as it does when the person wants that.
 */
function stopInPlaceOfTheQuestion(): void {
  const onQuestion = (event: BeforeUnloadEvent) => {
    setTimeout(() => {
      if (!event.defaultPrevented) return;
      stop();
      Object.assign(globalThis, { hasStayed: true });
    });
  };
  addEventListener('beforeunload', onQuestion, { once: true });
}
