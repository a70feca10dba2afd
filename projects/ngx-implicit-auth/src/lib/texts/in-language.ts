/**
 * Gives an element a text, never HTML: it may come from outside.
 *
 * @param lang - by which screen readers speak it; empty when nobody knows the language
 */
export function inLanguage<T extends HTMLElement>(element: T, text: string, lang: string): T {
  element.lang = lang;
  // By the text itself: from left to right, or from right to left.
  element.dir = 'auto';
  element.textContent = text;
  return element;
}
