import type { AppAddress } from '../app-addresses.ts';
import type { ErrorExplanation } from './error-explanations.ts';
import { html } from './html.ts';
import { linkToApp } from './link-to-app.ts';
import { renderPage, type PageContext } from './page.ts';

/** Says what went wrong, and offers the way back to the app. */
export function renderErrorPage(ctx: PageContext, error: ErrorExplanation, app: AppAddress): void {
  const { title, text, details } = error;
  renderPage(
    ctx,
    title,
    html`<h1>${title}</h1>
      <p>${text}</p>
      ${linkToApp(app)}
      ${
        details &&
        html`<details class="technical">
          <summary>Details for developers</summary>
          <p><code>${details.error}</code></p>
          <p>${details.error_description}</p>
        </details>`
      }`,
  );
}
