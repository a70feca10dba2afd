/**
 * Gives an element a shadow root with a style of its own, and returns it. Angular's own shadow roots get every style of
 * every component of the app that is not encapsulated.
 */
export function isolate(host: Element, style: string): ShadowRoot {
  const root = host.attachShadow({ mode: 'open' });
  // Unlike an element <style>, it needs no permission of a Content Security Policy.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  return root;
}
