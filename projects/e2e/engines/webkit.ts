import { expect } from '@playwright/test';
import { Builder, type WebDriver } from 'selenium-webdriver';
// WebKitGTK's driver is started like Safari's.
import { ServiceBuilder } from 'selenium-webdriver/safari.js';
import { ensureWebKit } from '../../tools/engines.mjs';
import { endTree, spawnTree } from '../../tools/process-tree.mjs';
import type { Engine, EngineSettings, Popup } from './engine.ts';
import { inPage, until } from './in-page.ts';
import { ownPort } from './own-port.ts';
import { startDisplay } from './x-display.ts';

/**
 * WebKitGTK, driven over WebDriver, on a display of its own. The driver would start the browser at a port that was free a
 * moment ago, and wait for ever if a server of the tests was given that port since. So both get theirs from here.
 */
export async function startWebKit({ blocksSiteData }: EngineSettings): Promise<Engine> {
  const programs = ensureWebKit();
  const display = await startDisplay(programs.display);
  const browserAddress = `127.0.0.1:${await ownPort()}`;
  const driver = new ServiceBuilder(programs.driver)
    .setPort(await ownPort())
    .addArguments(`--target=${browserAddress}`)
    .build();
  const url = await driver.start();
  const args = ['--automation', ...(blocksSiteData ? ['--cookies-policy=never'] : [])];
  const env = { ...process.env, DISPLAY: display.name, WEBKIT_INSPECTOR_SERVER: browserAddress };
  return {
    async openTab() {
      const browser = spawnTree(programs.browser, args, { stdio: 'ignore', env });
      const session = await new Builder().usingServer(url).withCapabilities({ browserName: 'MiniBrowser' }).build();
      const tab = tabOf(session, await session.getWindowHandle(), oneByOne());
      return {
        ...tab,
        async close() {
          await tab.close();
          await endTree(browser);
        },
      };
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
function tabOf(session: WebDriver, window: string, inTurn: OneByOne): Popup {
  const inWindow: OneByOne = (act) => inTurn(() => session.switchTo().window(window).then(act));
  const tab: Popup = {
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
    async openedBy(begin) {
      const before = await inTurn(() => session.getAllWindowHandles());
      await begin();
      let opened: string | undefined;
      await expect
        .poll(
          async () =>
            (opened = (await inTurn(() => session.getAllWindowHandles())).find((each) => !before.includes(each))),
        )
        .toBeDefined();
      return tabOf(session, opened ?? '', inTurn);
    },
    closeWindow: () => inWindow(() => session.close()),
    isClosed: async () => !(await inTurn(() => session.getAllWindowHandles())).includes(window),
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
