import type { Person } from '../people/accounts.ts';
import { html } from './html.ts';
import { renderPage, type PageContext } from './page.ts';
import { signedInPerson } from './signed-in-person.ts';

/** What the consent page shows. */
export interface ConsentPage {
  readonly app: string;
  readonly person: Person;
  /** What the app may do once it is allowed, each in plain words. */
  readonly permissions: readonly string[];
}

/** The consent page. It posts to its own address. */
export function renderConsentPage(ctx: PageContext, { app, person, permissions }: ConsentPage): void {
  renderPage(
    ctx,
    `Allow ${app}?`,
    html`<h1>Allow ${app}?</h1>
      ${signedInPerson(person)}
      ${
        permissions.length > 0
          ? html`<p id="asked">${app} asks to:</p>
              <ul role="list" class="permissions" aria-labelledby="asked">
                ${permissions.map((text) => html`<li>${text}</li>`)}
              </ul>`
          : html`<p>${app} asks to know that it is you, and nothing more.</p>`
      }
      <form method="post" class="choice">
        <button class="primary" name="decision" value="allow">Allow</button>
        <button name="decision" value="deny">Deny</button>
      </form>
      <p class="small">If you deny, ${app} is told so and gets nothing.</p>`,
  );
}
