import axe, { type AxeResults } from 'axe-core';
import { signInAtServer } from '../../attacks/sign-in.ts';
import type { Tab } from '../../engines/engine.ts';
import { inPage, until } from '../../engines/in-page.ts';
import { startProduct } from '../../product.ts';
import type { Started } from '../../started.ts';
import { expect, test } from '../test.ts';

/** What no app would do, and what is left of it in many: rules for everything, each of them important. */
const HOSTILE = `
  html { font-size: 4px; }
  body *, body ::before, body ::after {
    all: unset !important;
    display: none !important;
    position: absolute !important;
    width: 1px !important;
    color: red !important;
    background: red !important;
    font: 1px fantasy !important;
    --i-text: red !important;
  }
`;

/** Starts the demo, which has the inspector in its build, and opens a page of it. */
async function openDemo(tab: Tab, started: Started, path: string): Promise<string> {
  const product = await startProduct();
  started({
    url: product.app,
    close: async () => {
      await product.close();
    },
  });
  await tab.goto(product.app + path);
  await until(tab, () => document.querySelector('main h1') !== null);
  return product.app;
}

async function press(tab: Tab, key: KeyboardEventInit): Promise<void> {
  await inPage(
    tab,
    (pressed) => {
      let target = document.activeElement;
      while (target?.shadowRoot?.activeElement) target = target.shadowRoot.activeElement;
      target?.dispatchEvent(
        new KeyboardEvent('keydown', { ...pressed, bubbles: true, composed: true, cancelable: true }),
      );
    },
    key,
  );
}

const pressInspectorKey = (tab: Tab) => press(tab, { code: 'Semicolon', ctrlKey: true, shiftKey: true });

async function openInspector(tab: Tab): Promise<void> {
  await pressInspectorKey(tab);
  await until(tab, () => {
    const elements = [...document.body.children].map((host) => host.shadowRoot?.querySelector('auth-inspector'));
    return elements.some((element) => element?.shadowRoot?.querySelector('h2'));
  });
}

const isOpen = (tab: Tab) =>
  inPage(tab, () => [...document.body.children].some((element) => element.shadowRoot !== null));

/** Whatever of the page's own elements a style could change. */
const looks = (tab: Tab) =>
  inPage(tab, () =>
    [...document.querySelectorAll('html, body, header, main, main *')].map((element) => {
      const style = getComputedStyle(element);
      return [element.localName, style.display, style.color, style.font, style.margin, style.padding].join();
    }),
  );

test('the inspector is opened by its key, closed by Escape or by its key, and gives the focus back', async ({
  tab,
  started,
}) => {
  await openDemo(tab, started, '/');
  await inPage(tab, () => document.querySelector<HTMLElement>('header a')?.focus());
  const focused = () => inPage(tab, () => document.activeElement?.outerHTML);
  const before = await focused();

  for (const close of [() => press(tab, { key: 'Escape' }), () => pressInspectorKey(tab)]) {
    await openInspector(tab);
    expect(await inPage(tab, () => document.activeElement?.shadowRoot?.activeElement?.textContent)).toBe('Close');
    await close();
    await until(tab, () => ![...document.body.children].some((element) => element.shadowRoot));
    expect(await focused()).toBe(before);
  }
  await press(tab, { code: 'Semicolon', ctrlKey: true });
  await press(tab, { code: 'KeyA', ctrlKey: true, shiftKey: true });
  expect(await isOpen(tab)).toBe(false);
});

test('no style of the app reaches the inspector, and none of its own the app', async ({ tab, started }) => {
  await openDemo(tab, started, '/');
  const before = await looks(tab);
  await openInspector(tab);
  expect(await looks(tab)).toEqual(before);
  // The demo asks the server who is there. What comes of that is told here, too.
  await until(tab, () =>
    [...document.body.children].some((host) =>
      host.shadowRoot?.querySelector('auth-inspector')?.shadowRoot?.textContent.includes('Asked the server'),
    ),
  );

  const inspected = () =>
    inPage(tab, () => {
      const [host] = [...document.body.children].filter((element) => element.shadowRoot);
      const dialog = host?.shadowRoot?.querySelector('dialog');
      const panel = dialog?.querySelector('auth-inspector')?.shadowRoot;
      return [dialog, ...(panel?.querySelectorAll('h2, .card, button, p, code') ?? [])].map((element) => {
        if (!element) return 'missing';
        const { color, backgroundColor, fontSize, fontFamily, display } = getComputedStyle(element);
        const { width } = element.getBoundingClientRect();
        return [element.localName, color, backgroundColor, fontSize, fontFamily, display, Math.round(width)].join();
      });
    });
  const unharmed = await inspected();
  expect(unharmed.length).toBeGreaterThan(30);
  await inPage(
    tab,
    (css) => {
      const style = document.createElement('style');
      style.textContent = css;
      document.head.append(style);
    },
    HOSTILE,
  );
  expect(await inPage(tab, () => getComputedStyle(document.querySelector('main') as Element).display)).toBe('none');
  expect(await inspected()).toEqual(unharmed);
});

test('the inspector has no accessibility violation, light, dark and narrow', async ({ tab, started }) => {
  const app = await openDemo(tab, started, '/timesheets');
  await signInAtServer(tab);
  await until(tab, () => location.pathname === '/timesheets');
  await tab.goto(`${app}/session`);
  await until(tab, () => !!document.querySelector('auth-inspector')?.shadowRoot?.querySelector('.claims'));
  await tab.evaluate(`void (() => {${axe.source}})()`);

  for (const scheme of ['light', 'dark']) {
    for (const width of ['auto', '320px']) {
      const violations = await inPage(
        tab,
        async ([colorScheme, inlineSize]) => {
          document.documentElement.dataset['theme'] = colorScheme;
          document.querySelector('main')?.style.setProperty('width', inlineSize ?? '');
          await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null)));
          const { violations: found } = (await (
            globalThis as unknown as { axe: { run: (part: string) => Promise<AxeResults> } }
          ).axe.run('auth-inspector')) satisfies AxeResults;
          return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.join(' ')}`));
        },
        [scheme, width],
      );
      expect(violations, `${scheme} ${width}`).toEqual([]);
    }
  }
});
