import type { DestroyRef } from '@angular/core';
import { DOCTOR_COMMANDS } from '../protocol/auth-error';
import type { AuthSettings } from './auth-settings';

/** Has messages end with the doctor's command line for this app, as long as the app is there. For dev mode. */
export function nameDoctor(settings: AuthSettings, destroyRef: DestroyRef): void {
  const command = doctorCommand(settings);
  DOCTOR_COMMANDS.push(command);
  destroyRef.onDestroy(() => {
    DOCTOR_COMMANDS.splice(DOCTOR_COMMANDS.indexOf(command), 1);
  });
}

/** The command line that has the doctor look at the app's server. It holds nothing that the configuration does not. */
export function doctorCommand({
  issuer,
  clientId,
  redirectUri,
  responseType,
  scope,
  discoveryUrl,
  server,
}: AuthSettings): string {
  const flags: Readonly<Record<string, string | undefined>> = {
    issuer,
    'client-id': clientId,
    'redirect-uri': redirectUri,
    flow: responseType === 'code' ? 'code' : 'implicit',
    scope,
    'discovery-url': discoveryUrl,
    'authorization-endpoint': server?.authorizationEndpoint,
    'token-endpoint': server?.tokenEndpoint,
    'jwks-uri': server?.jwksUri,
    'userinfo-endpoint': server?.userInfoEndpoint,
  };
  const given = Object.entries(flags).filter(([, value]) => value);
  return ['npx ngx-implicit-auth doctor', ...given.map(([flag, value]) => `--${flag} ${quoted(String(value))}`)].join(
    ' ',
  );
}

/** A word as a shell takes it: in double quotes, which Windows knows as well, unless the shell would look into these. */
function quoted(word: string): string {
  if (/^[\w@%+:,./-]+$/.test(word)) return word;
  return /["$`\\!]/.test(word) ? `'${word.replaceAll("'", `'\\''`)}'` : `"${word}"`;
}
