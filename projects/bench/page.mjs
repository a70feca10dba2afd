// Drives the page of `apps/page`, in which the bench measures whatever needs a browser but no network.
import { lazyFile } from './apps.mjs';

/** Opens the page, and signs in. */
export async function openPage({ browser, urls }) {
  const page = await browser.newPage();
  await page.addInitScript(
    (file) => {
      globalThis.verifierFile = file;
    },
    `/${lazyFile('page', 'verify-id-token')}`,
  );
  await page.goto(`${urls.page}/one`);
  await page.getByText('signed-in').waitFor();
  return page;
}

/** Loads the page afresh and measures something in it: what ran before would have shaped the compiled code. */
export async function measureInPage(page, what, ...args) {
  await page.reload({ waitUntil: 'networkidle' });
  await page.waitForFunction(() => 'bench' in globalThis);
  return page.evaluate(([what, args]) => globalThis.bench[what](...args), [what, args]);
}
