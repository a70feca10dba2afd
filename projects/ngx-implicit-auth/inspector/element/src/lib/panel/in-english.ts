/** Marks what the inspector shows as what it is, whatever the language of the page is, and the direction of that. */
export function inEnglish<T extends HTMLElement>(element: T): T {
  return Object.assign(element, { lang: 'en', dir: 'ltr' });
}
