import { computed, type ErrorHandler, type NgZone, type Signal } from '@angular/core';
import type { SessionMachine } from '../session/session-machine';
import type { AuthTexts } from '../settings/auth-texts';
import { textsNow } from './texts-now';

/**
 * Reads what people are told, for something that is shown for a while, in which the app's language may change.
 *
 * @param use - is called with the texts each time that they are read: at once, unless they have to be loaded or asked for
 * @returns a function that reads: anew if it is told to, or if a signal has changed that the app's function has read
 */
export function textsReader(
  machine: SessionMachine,
  errorHandler: ErrorHandler,
  zone: NgZone,
  use: (texts: AuthTexts) => void,
): (anew: boolean) => void {
  const asking = () =>
    computed(() => {
      const asked: Promise<AuthTexts> = textsNow(machine, errorHandler, (texts) => {
        take(asked, texts);
      });
      return asked;
    });
  let texts: Signal<Promise<AuthTexts>> = asking();
  let awaited: Promise<AuthTexts> | undefined;
  let come: AuthTexts | null = null;
  const take = (asked: Promise<AuthTexts>, read: AuthTexts) => {
    if (asked !== awaited) return;
    come = read;
    zone.run(() => {
      use(read);
    });
  };
  return (anew) => {
    if (anew) texts = asking();
    const asked = texts();
    if (asked === awaited) {
      if (come) use(come);
      return;
    }
    awaited = asked;
    come = null;
    void asked.then((read) => {
      take(asked, read);
    });
  };
}
