import type { AuthError } from '../protocol/auth-error';
import type { AuthTexts } from '../settings/auth-texts';
import { failureDetails, failureWords } from '../texts/failure-words';
import { inLanguage } from '../texts/in-language';

/** Where a sign-in stands. */
export type Standing = 'signing-in' | 'signed-in' | CallbackFailure;

export interface CallbackFailure {
  readonly error: AuthError;
  /** Starts the sign-in again, to come back to the same place. */
  readonly retry: () => void;
}

/** What the page at the redirect URI shows where the app has no template of its own. */
export interface CallbackPage {
  /** What screen readers read out. */
  readonly said: readonly HTMLElement[];
  /** What stands below that. */
  readonly offered: readonly HTMLElement[];
  /** The name of the element that had the focus, while nothing is offered that could take its place. */
  readonly lost?: string | undefined;
}

export const NOTHING: CallbackPage = { said: [], offered: [] };

/**
 * Makes the page for where a sign-in stands.
 *
 * @param heading - the element of the heading: `h1`, unless the app has one around the page
 * @param home - the way to the app's root
 */
export function callbackPage(
  standing: Standing,
  texts: AuthTexts,
  heading: 'h1' | 'h2',
  home: HTMLAnchorElement,
): CallbackPage {
  const { lang } = texts;
  const say = (title: string, words: string, wordsLang = lang) => [
    inLanguage(document.createElement(heading), title, lang),
    inLanguage(document.createElement('p'), words, wordsLang),
  ];
  if (standing === 'signing-in') return { said: say(texts.signingIn, texts.oneMoment), offered: [] };
  const ways = document.createElement('p');
  ways.append(inLanguage(home, texts.home, lang));
  if (standing === 'signed-in') return { said: say(texts.signedIn, texts.nothingToDo), offered: [ways] };

  const { error, retry } = standing;
  const { words, lang: wordsLang } = failureWords(error, texts);
  const hasFailed = error.code !== 'response_missing';
  const button = inLanguage(document.createElement('button'), hasFailed ? texts.retry : texts.signIn, lang);
  button.type = 'button';
  button.addEventListener('click', retry);
  ways.prepend(button, ' ');
  return {
    said: say(hasFailed ? texts.failed : texts.notSignedIn, words, wordsLang),
    offered: [ways, ...failureDetails(error)],
  };
}

/** The element for a heading of the page: a page has one `h1`, which the app may have around this one. */
export function headingAround(host: HTMLElement): 'h1' | 'h2' {
  return [...document.querySelectorAll('h1')].some((heading) => !host.contains(heading)) ? 'h2' : 'h1';
}

/**
 * Puts a page in place of another. What is said in the same words again stays: it would be read out again. Whoever had the
 * focus on a button or the link has it on what takes its place, now or after another try.
 *
 * @param region - in which it is read out
 * @returns the page that is there now
 */
export function replacePage(
  page: CallbackPage,
  next: CallbackPage,
  host: HTMLElement,
  region: HTMLElement,
): CallbackPage {
  const isSaid = htmlOf(page) === htmlOf(next);
  const { said } = isSaid ? page : next;
  // The app may be in a shadow root, of which the document knows nothing.
  const root = host.getRootNode();
  const { activeElement } = root instanceof ShadowRoot ? root : document;
  const focused = page.offered.some((element) => element.contains(activeElement)) && activeElement;
  const isFree = document.activeElement === document.body;
  for (const element of [...page.offered, ...(isSaid ? [] : page.said)]) element.remove();
  if (!isSaid) region.append(...said);
  host.append(...next.offered);
  const lost = focused ? focused.localName : isFree ? page.lost : undefined;
  if (lost) host.querySelector<HTMLElement>(`:scope > * > ${lost}`)?.focus();
  return { said, offered: next.offered, lost: next.offered.length > 0 ? undefined : lost };
}

function htmlOf({ said }: CallbackPage): string {
  return said.map(({ outerHTML }) => outerHTML).join('');
}
