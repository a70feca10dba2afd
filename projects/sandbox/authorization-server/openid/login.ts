import { renderLoginPage } from '../pages/login-page.ts';
import type { Interaction } from './interaction.ts';

/** Shows the login page: for the first time, or after a try that failed. */
export function showLogin({ ctx, details }: Interaction): void {
  const failedUsername = details.result?.['failedUsername'];
  const hint = details.params['login_hint'];
  const username = [failedUsername, hint].find((value) => typeof value === 'string');
  renderLoginPage(ctx, { username: username ?? '', failed: failedUsername !== undefined });
}

/** Signs the person in, or goes back to the login page without telling which of the two was wrong. */
export async function answerLogin({ ctx, provider, accounts }: Interaction, form: URLSearchParams): Promise<void> {
  const username = form.get('username')?.trim() ?? '';
  const person = await accounts.authenticate(username, form.get('password') ?? '');
  const result = person ? { login: { accountId: person.username } } : { failedUsername: username };
  const next = await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
  ctx.status = 303;
  // A page that answers the form itself would make Back ask whether to send the password again.
  ctx.redirect(person ? next : ctx.path);
}
