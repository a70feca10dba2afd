import { readFileSync } from 'node:fs';
import { html, inline, toMarkup, trusted, type Html } from './html.ts';

/** The style sheet of every page, as it stands in the page. */
export const PAGE_STYLE = ['page.css', 'form.css']
  .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
  .join('');

/** What a page needs of the request's context. */
export interface PageContext {
  type: string;
  body: unknown;
  set(field: string, value: string): void;
}

const LOGO = [
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">',
  '<rect width="32" height="32" rx="9" fill="#0f766e"/>',
  '<path d="M16 8.5V16l5 3" fill="none" stroke="#fff"',
  ' stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/>',
  '<circle cx="16" cy="16" r="9.7" fill="none" stroke="#fff" stroke-width="2.2" stroke-opacity=".55"/>',
  '</svg>',
].join('');

/** Answers with a page: the product's mark, one card, and who serves it. */
export function renderPage(ctx: PageContext, title: string, card: Html, aside?: Html): void {
  ctx.type = 'text/html; charset=utf-8';
  // Back must not show a form whose sign-in is over.
  ctx.set('Cache-Control', 'no-store');
  ctx.body = toMarkup(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${title} – Timesheets</title>
          <link rel="icon" href="data:image/svg+xml,${encodeURIComponent(LOGO)}" />
          ${inline('style', PAGE_STYLE)}
        </head>
        <body>
          <header><span class="logo" aria-hidden="true">${trusted(LOGO)}</span>Timesheets</header>
          <main>
            <div class="card">${card}</div>
            ${aside}
          </main>
          <footer>Sandbox sign-in</footer>
        </body>
      </html>`,
  );
}
