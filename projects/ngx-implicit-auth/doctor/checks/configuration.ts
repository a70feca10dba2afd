import { right, unknown, wrong, type Finding } from '../finding.ts';
import { shownUrl } from '../shown.ts';
import { isSecureUrl, isUrl, type Subject } from '../subject.ts';

/** Whether the library would take the configuration, and what of it had to be guessed. */
export function configuration({ issuer, origin, redirectUri, remarks, endpoints, responseType }: Subject): Finding[] {
  const invalid = (says: string, cure: string, code = 'config_invalid'): Finding =>
    wrong('configuration', says, { code, cure });
  const findings = [
    !isSecureUrl(issuer) &&
      invalid(`The issuer ${shownUrl(issuer)} is not served by https.`, 'Serve it by https: tokens pass through it.'),
    !isSecureUrl(origin) &&
      invalid(
        `The app's origin ${shownUrl(origin)} is not served by https.`,
        'Serve the app from https (http on localhost only): browsers offer no cryptography to it otherwise.',
        'crypto_unavailable',
      ),
    (!isSecureUrl(redirectUri) || redirectUri.includes('#')) &&
      invalid(
        `The redirect URI ${shownUrl(redirectUri)} is no https URL without a fragment.`,
        "Write an https URL or a path; with hash routing '', the app's root.",
      ),
    isUrl(redirectUri) &&
      new URL(redirectUri).origin !== origin &&
      invalid(
        `The redirect URI ${shownUrl(redirectUri)} is not of the app's origin, ${origin}.`,
        "Write a path relative to the app's base, or open the app at the origin of its redirect URI.",
      ),
    responseType === 'code' &&
      endpoints !== null &&
      endpoints.token === undefined &&
      invalid('No token endpoint is named, and codes are redeemed there.', 'Write server.tokenEndpoint.'),
  ].filter((finding) => finding !== false);
  const guesses = remarks.map((remark) => unknown('configuration', remark));
  if (findings.length > 0) return [...findings, ...guesses];
  return [right('configuration', `${shownUrl(redirectUri)} belongs to ${origin}.`), ...guesses];
}
