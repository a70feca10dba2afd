import { demand } from '../protocol/demand';
import { absoluteUrl } from '../settings/absolute-url';
import type { RequestSettings } from '../settings/request-settings';
import type { AuthContext } from './auth-context';

/**
 * The settings for a request that the server answers to a static page, as the app's own page is not left: in a hidden
 * frame, or in a popup.
 *
 * @throws AuthError `config_invalid`
 */
export function forAnswerPage({ machine, settings }: Pick<AuthContext, 'machine' | 'settings'>): RequestSettings {
  const redirectUri = absoluteUrl(machine.renewal?.options.redirectUri ?? 'silent-renewal.html', settings.appBase).href;
  const { origin } = new URL(settings.appBase);
  demand(
    new URL(redirectUri).origin === origin,
    'config_invalid',
    `redirectUri of withSilentRenewal() is ${redirectUri}, and the page is at ${origin}: it can read an answer at its own ` +
      "origin only. Write a path relative to the app's base.",
  );
  return { ...settings, redirectUri };
}
