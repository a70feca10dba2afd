import type { ErrorHandler } from '@angular/core';
import type { SessionMachine } from '../session/session-machine';
import type { AuthTexts, AuthTextsGiven } from '../settings/auth-texts';
import { ENGLISH } from './english-texts';

/** How long the app's texts may take, in milliseconds. Whoever waits longer reads English. */
const WITHIN_MS = 3_000;

/**
 * What people are told in the app's language of this moment, in English where the app has no words of its own. Never
 * rejects, and does not take for ever: they are told in any case.
 *
 * @param errorHandler - is told when the app's function fails
 * @param useLate - called with the app's texts if they come after all, when it was too late for the promise
 */
export function textsNow(
  { readTexts }: Pick<SessionMachine, 'readTexts'>,
  errorHandler: ErrorHandler,
  useLate: (texts: AuthTexts) => void = () => {},
): Promise<AuthTexts> {
  return new Promise((resolve) => {
    let use: (texts: AuthTexts) => void = resolve;
    const timer = setTimeout(() => {
      use(ENGLISH);
      use = useLate;
    }, WITHIN_MS);
    void ownTexts(readTexts, errorHandler).then((texts) => {
      clearTimeout(timer);
      use(texts);
    });
  });
}

async function ownTexts(readTexts: SessionMachine['readTexts'], errorHandler: ErrorHandler): Promise<AuthTexts> {
  try {
    return completed(await readTexts?.());
  } catch (error) {
    errorHandler.handleError(error);
    return ENGLISH;
  }
}

/** The app's texts, in English where it has none: of what it has brought, no compiler may have seen the types. */
function completed(own: Partial<AuthTextsGiven> | null | undefined): AuthTexts {
  return { ...ENGLISH, ...textsIn(own), errors: { ...ENGLISH.errors, ...textsIn(own?.errors) } };
}

function textsIn(given: object | null | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(given ?? {}).filter(([, text]) => typeof text === 'string'));
}
