import { expect } from '@playwright/test';
import { openApp } from '../attacks/sign-in.ts';
import type { Behaviour, Reply } from '../conformance/behaviour.ts';
import type { Popup, Tab } from '../engines/engine.ts';
import { inPage, until, type Evaluating } from '../engines/in-page.ts';

/** What the button does that {@link openForm} puts into the page. */
type Begin = (argument: string) => Promise<unknown>;

const signIn: Begin = () => probe.auth.login({ window: 'popup' });

/** What stands in the form that must not get lost. */
const DRAFT = 'eight hours on Monday';

/** Opens the app, with a form in which somebody has written, and a button that signs in by a popup. */
export async function openForm(tab: Tab, app: string): Promise<void> {
  await openApp(tab, app);
  await putForm(tab);
}

/** Puts the form and the button into the page that the app shows. The page asks before it is left. */
export async function putForm(page: Evaluating, begin = signIn, argument = ''): Promise<void> {
  await inPage(page, () => probe.preparePopup());
  await page.evaluate(
    `void ((begin, argument, draft) => {
      const input = document.createElement('input');
      const button = document.createElement('button');
      input.id = 'draft';
      input.value = draft;
      button.id = 'sign-in';
      button.textContent = 'Sign in here';
      globalThis.outcomes = [];
      button.onclick = () => begin(argument).then(() => outcomes.push('done'), ({ code }) => outcomes.push(code));
      document.body.append(input, button);
      addEventListener('beforeunload', (event) => event.preventDefault());
    })(${String(begin)}, ${JSON.stringify(argument)}, ${JSON.stringify(DRAFT)})`,
  );
}

/** Clicks the button, and answers the popup. */
export function openPopup(tab: Tab): Promise<Popup> {
  return tab.openedBy(() => tab.click('#sign-in'));
}

/** How the popups ended of the page that is open, in the order in which they did: `done`, or the code of the failure. */
function outcomesIn(page: Evaluating): Promise<readonly string[]> {
  return inPage(page, () => (globalThis as unknown as { outcomes: string[] }).outcomes);
}

/** Waits until as many popups have ended, and expects them to have ended so. */
export async function expectOutcomes(tab: Tab, ...expected: readonly string[]): Promise<void> {
  await until(
    tab,
    (count) => (globalThis as unknown as { outcomes: string[] }).outcomes.length >= count,
    expected.length,
  );
  expect(await outcomesIn(tab)).toEqual(expected);
}

/** Expects that the page was never left: what was written is there. */
export async function expectFormIntact(tab: Tab, app: string): Promise<void> {
  expect(await inPage(tab, () => document.querySelector<HTMLInputElement>('#draft')?.value)).toBe(DRAFT);
  expect(await inPage(tab, () => location.href)).toBe(`${app}/`);
}

/** A server that shows a page with one link before it answers, sent with these headers. */
export function asksFirst(headers: Readonly<Record<string, string>> = {}): Behaviour {
  return {
    authorization: (proper) => (proper?.headers?.['Location'] ? pageBefore(proper, headers) : proper),
  };
}

function pageBefore({ headers }: Reply, added: Readonly<Record<string, string>>): Reply {
  const location = headers?.['Location']?.replaceAll('&', '&amp;') ?? '';
  return {
    status: 200,
    headers: { 'Content-Type': 'text/html; charset=utf-8', ...added },
    body: `<!doctype html><title>Sign in</title><a id="allow" href="${location}">Allow</a>`,
  };
}

/** Waits for that page, and clicks the link. */
export async function allowAt(popup: Tab): Promise<void> {
  await until(popup, () => document.querySelector('#allow') !== null);
  await popup.click('#allow');
}
