import type { AuthContext } from '../authorization/auth-context';
import type { AuthError } from '../protocol/auth-error';
import { failureDetails, failureWords } from './failure-words';

/**
 * Shows at the bottom of the page that a sign-in has failed and why, with a button for another try. It goes with the
 * state that it tells of. Loaded with the first failure that nothing else in the page shows.
 */
export function failureNoticePart({ machine, zone, signal }: AuthContext, error: AuthError, retry: () => void): void {
  const notice = document.createElement('div');
  notice.setAttribute('role', 'alert');
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
  const over = new AbortController();
  const close = () => {
    over.abort();
    subscription.unsubscribe();
    notice.remove();
  };
  const button = (label: string, act: () => void) => {
    const element = withText('button', label);
    element.type = 'button';
    Object.assign(element.style, { font: 'inherit', marginInlineEnd: '.5rem', padding: '.25rem .75rem' });
    element.addEventListener('click', () => {
      close();
      zone.run(act);
    });
    return element;
  };
  notice.append(
    withText('p', `Sign-in failed. ${failureWords(error)}`),
    ...failureDetails(error),
    button('Try again', retry),
    button('Close', () => {}),
  );
  const state = machine.states.value;
  const subscription = machine.states.subscribe((next) => {
    if (next !== state) close();
  });
  signal.addEventListener('abort', close, over);
  document.body.append(notice);
}

/** An element with a text: what comes from outside is never HTML. */
function withText<K extends 'button' | 'p'>(name: K, text: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}
