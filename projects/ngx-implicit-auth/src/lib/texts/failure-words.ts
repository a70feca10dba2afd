import type { AuthError, AuthErrorCode } from '../protocol/auth-error';
import type { AuthTexts } from '../settings/auth-texts';

/** What the server says of these, it says to the app. */
const SAID_TO_THE_APP: readonly AuthErrorCode[] = ['pushed_request_refused', 'token_request_refused'];

/** What people are told of what a server says: so many characters, line breaks included. */
const BEGINNING = /^.{1,500}/su;

/** What whoever signs in is told of a failure, and in which language; that is empty when nobody knows it. */
export interface FailureWords {
  readonly words: string;
  readonly lang: string;
}

/**
 * What has happened, and what people can do. Where the authorization server has said something to them, they are its
 * words, which are text and no HTML, and in a language of which it does not tell.
 */
export function failureWords({ code, server }: AuthError, { errors, unexplained, lang }: AuthTexts): FailureWords {
  const said = SAID_TO_THE_APP.includes(code) ? '' : (server?.description ?? '').trim();
  if (said) return { words: cut(said), lang: '' };
  return { words: (errors[code] ?? unexplained).replaceAll('{code}', code), lang };
}

/** Whoever wants to be read is brief; a screen reader reads out all that there is. */
function cut(text: string): string {
  const [start = ''] = BEGINNING.exec(text) ?? [];
  return start === text ? text : `${start}…`;
}

/** What shows developers the message, folded and in English: one element in dev mode, none in production. */
export function failureDetails({ message }: AuthError): readonly HTMLElement[] {
  if (typeof ngDevMode !== 'undefined' && !ngDevMode) return [];
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  summary.textContent = 'Details';
  details.lang = 'en';
  details.dir = 'ltr';
  details.append(summary, message);
  return [details];
}
