import type { AppAddress } from '../app-addresses.ts';
import type { Person } from '../people/accounts.ts';
import { html, inline, trusted } from './html.ts';
import { linkToApp } from './link-to-app.ts';
import { renderPage, type PageContext } from './page.ts';
import { contentHash } from './security-headers.ts';
import { signedInPerson } from './signed-in-person.ts';

// oidc-provider writes the form with this id, and takes `logout=yes` for the answer.
const SIGN_OUT_BUTTON = html`<button class="primary" form="op.logoutForm" name="logout" value="yes">Sign out</button>`;
const CLICK_SIGN_OUT = `document.querySelector('button[name=logout]').click()`;

/** Asks whether the person wants to sign out. */
export function renderSignOutPage(ctx: PageContext, form: string, person: Person | undefined): void {
  renderPage(
    ctx,
    'Sign out?',
    html`<h1>Sign out?</h1>
      ${person && signedInPerson(person)}
      <p>You will have to enter your password the next time an app sends you here.</p>
      ${trusted(form)}
      <div class="choice">${SIGN_OUT_BUTTON}<button form="op.logoutForm">Stay signed in</button></div>`,
  );
}

/** Signs out by itself; without scripts, at a click. */
export function renderSigningOutPage(
  ctx: PageContext & { response: { get(field: string): string } },
  form: string,
): void {
  const policy = ctx.response.get('Content-Security-Policy');
  ctx.set('Content-Security-Policy', policy.replace('script-src', `script-src ${contentHash(CLICK_SIGN_OUT)}`));
  renderPage(
    ctx,
    'Signing you out',
    html`<h1>Signing you out…</h1>
      <p>If nothing happens, press the button.</p>
      ${trusted(form)}
      <div class="choice">${SIGN_OUT_BUTTON}</div>
      ${inline('script', CLICK_SIGN_OUT)}`,
  );
}

/** Ends a sign-out that names no address to return to. */
export function renderSignedOutPage(ctx: PageContext, app: AppAddress): void {
  renderPage(
    ctx,
    'Signed out',
    html`<h1>You are signed out</h1>
      <p>You can close this page.</p>
      ${linkToApp(app)}`,
  );
}
