/**
 * What the server's frame says of the person's session there: whether it is what it was at the sign-in. `silent` when it
 * does not answer.
 */
export type SessionCheck = 'unchanged' | 'changed' | 'error' | 'silent';

/** A frame counts as silent after so many questions in a row without an answer, and so many milliseconds. */
const PATIENCE = 3;
const PATIENCE_MS = 10_000;

/** Whom to ask about which session, and how often. */
export interface SessionWatch {
  /** The server's `check_session_iframe`. */
  readonly url: string;
  readonly clientId: string;
  readonly sessionState: string;
  readonly intervalMs: number;
  readonly onAnswer: (answer: SessionCheck) => void;
}

/**
 * Asks the server's frame again and again whether the person's session there is still the same.
 *
 * @returns a function that ends it
 * @see OpenID Connect Session Management 1.0, sections 3.1 and 3.2
 */
export function watchSession({ url, clientId, sessionState, intervalMs, onAnswer }: SessionWatch): () => void {
  const { origin } = new URL(url);
  const frame = document.createElement('iframe');
  // The attribute `hidden` would yield to any style that the app has for frames.
  frame.style.display = 'none';
  frame.src = url;
  let unanswered = 0;
  const ask = () => {
    if (unanswered++ >= Math.max(PATIENCE, PATIENCE_MS / intervalMs)) onAnswer('silent');
    else frame.contentWindow?.postMessage(`${clientId} ${sessionState}`, origin);
  };
  const onMessage = (event: MessageEvent<unknown>) => {
    if (event.origin !== origin || event.source !== frame.contentWindow) return;
    if (event.data !== 'unchanged' && event.data !== 'changed' && event.data !== 'error') return;
    unanswered = 0;
    onAnswer(event.data);
  };
  let timer: ReturnType<typeof setInterval> | undefined;
  frame.addEventListener(
    'load',
    () => {
      ask();
      timer = setInterval(ask, intervalMs);
    },
    { once: true },
  );
  addEventListener('message', onMessage);
  document.body.append(frame);
  return () => {
    clearInterval(timer);
    removeEventListener('message', onMessage);
    frame.remove();
  };
}
