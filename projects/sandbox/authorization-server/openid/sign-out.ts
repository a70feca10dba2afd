import type { KoaContextWithOIDC } from 'oidc-provider';
import { renderSigningOutPage, renderSignOutPage } from '../pages/sign-out-page.ts';
import type { Accounts } from '../people/accounts.ts';

/**
 * Asks before it signs a person out, unless the app has shown by an id_token of this very session that it speaks for
 * them.
 *
 * @param form the form that signs out, as oidc-provider wrote it.
 * @see OpenID Connect RP-Initiated Logout 1.0, section 2
 */
export function confirmSignOut(ctx: KoaContextWithOIDC, form: string, accounts: Accounts): void {
  if (isHintOfThisSession(ctx)) {
    renderSigningOutPage(ctx, form);
  } else {
    renderSignOutPage(ctx, form, accounts.find(ctx.oidc.session?.accountId ?? ''));
  }
}

function isHintOfThisSession({ oidc }: KoaContextWithOIDC): boolean {
  const hint = oidc.entities.IdTokenHint as { payload: { sub?: unknown; iat?: unknown } } | undefined;
  const { accountId, loginTs } = oidc.session ?? {};
  // An id_token of an earlier session may have leaked long ago.
  return hint?.payload.sub === accountId && Number(hint?.payload.iat) >= Number(loginTs);
}
