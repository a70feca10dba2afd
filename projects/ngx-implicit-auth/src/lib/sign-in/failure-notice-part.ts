import type { ErrorHandler } from '@angular/core';
import type { AuthContext } from '../authorization/auth-context';
import type { AuthError } from '../protocol/auth-error';
import { failureDetails, failureWords } from '../texts/failure-words';
import { textsNow } from '../texts/texts-now';
import { inLanguage } from '../texts/in-language';

/** How long screen readers have to notice the region of the notice before something is said in it, in milliseconds. */
const NOTICED_WITHIN_MS = 100;

/**
 * Shows at the bottom of the page that a sign-in has failed and why, with a button for another try. Loaded with the first
 * failure that nothing else in the page shows.
 *
 * @param over - aborted when there is no need of it any more, and when the person closes it
 */
export async function failureNoticePart(
  { machine, zone }: AuthContext,
  errorHandler: ErrorHandler,
  error: AuthError,
  over: AbortController,
  retry: () => void,
): Promise<void> {
  const texts = await textsNow(machine, errorHandler);
  const { signal } = over;
  if (signal.aborted) return;
  const notice = document.createElement('div');
  // The colours of the system keep their contrast in dark and in forced colours, too.
  Object.assign(notice.style, {
    position: 'fixed',
    inset: 'auto 1rem 1rem',
    zIndex: '2147483647',
    maxWidth: '40rem',
    maxHeight: '50vh',
    overflow: 'auto',
    margin: '0 auto',
    padding: '1rem',
    border: '2px solid',
    background: 'Canvas',
    color: 'CanvasText',
    font: '1rem/1.5 system-ui, sans-serif',
  });
  const button = (label: string, act: () => void) => {
    const element = inLanguage(document.createElement('button'), label, texts.lang);
    element.type = 'button';
    Object.assign(element.style, { font: 'inherit', marginInlineEnd: '.5rem', padding: '.25rem .75rem' });
    element.addEventListener('click', () => {
      over.abort();
      zone.run(act);
    });
    return element;
  };
  const alert = document.createElement('div');
  alert.setAttribute('role', 'alert');
  notice.append(
    alert,
    ...failureDetails(error),
    button(texts.retry, retry),
    button(texts.close, () => {}),
  );
  const timer = zone.runOutsideAngular(() =>
    setTimeout(() => {
      const { words, lang } = failureWords(error, texts);
      alert.append(
        inLanguage(document.createElement('strong'), texts.failed, texts.lang),
        inLanguage(document.createElement('p'), words, lang),
      );
    }, NOTICED_WITHIN_MS),
  );
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    notice.remove();
  });
  document.body.append(notice);
}
