import { SANDBOX_PEOPLE } from '../people/accounts.ts';
import { html, trusted } from './html.ts';
import { renderPage, type PageContext } from './page.ts';

const ACCOUNTS = html`<details class="hint">
  <summary>Sandbox accounts</summary>
  <table>
    <thead>
      <tr>
        <th scope="col">Username</th>
        <th scope="col">Password</th>
        <th scope="col">Role</th>
      </tr>
    </thead>
    <tbody>
      ${SANDBOX_PEOPLE.map(
        ({ username, password, roles }) =>
          html`<tr>
            <td><code>${username}</code></td>
            <td><code>${password}</code></td>
            <td>${roles.at(-1)}</td>
          </tr>`,
      )}
    </tbody>
  </table>
</details>`;

/** What the login page shows. */
export interface LoginPage {
  readonly username: string;
  /** Whether the last try was wrong. */
  readonly failed: boolean;
}

/** The login page. It posts to its own address. */
export function renderLoginPage(ctx: PageContext, { username, failed }: LoginPage): void {
  const state = failed ? trusted('aria-invalid="true" aria-describedby="failure"') : undefined;
  const focus = trusted('autofocus');
  renderPage(
    ctx,
    failed ? 'Error: Sign in' : 'Sign in',
    html`<h1>Sign in</h1>
      <p class="lead">to continue to Timesheets</p>
      <div role="alert">
        ${
          failed
            ? html`<p class="failure" id="failure">
                The username or the password is not right. Check both and try again.
              </p>`
            : undefined
        }
      </div>
      <form method="post">
        <label for="username">Username</label>
        <input
          id="username"
          name="username"
          value="${username}"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          required
          maxlength="100"
          ${state}
          ${username ? undefined : focus}
        />
        <label for="password">Password</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          maxlength="200"
          ${state}
          ${username ? focus : undefined}
        />
        <button class="primary">Sign in</button>
      </form>`,
    ACCOUNTS,
  );
}
