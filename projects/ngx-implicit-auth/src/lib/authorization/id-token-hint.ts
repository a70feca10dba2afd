import type { Session } from '../session/auth-state';
import type { RequestSettings } from '../settings/request-settings';

/** The hint of whom a request is about: the id_token of the session, unless the app wants none in a URL. */
export function idTokenHint({ sendIdTokenHint }: RequestSettings, session: Session | null): string | undefined {
  return (sendIdTokenHint && session?.idToken) || undefined;
}

/** Says in dev mode that a hint was left out, as it would have made the URL too long. */
export function tellOfOmittedHint(url: string, hint: string | undefined): void {
  if ((typeof ngDevMode === 'undefined' || ngDevMode) && hint && !new URL(url).searchParams.has('id_token_hint')) {
    console.warn(
      'ngx-implicit-auth: the id_token is too long to go along as id_token_hint, and was left out. Have the server put ' +
        'fewer claims into it, or switch the hint off with sendIdTokenHint: false.',
    );
  }
}
