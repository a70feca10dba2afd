import { expect, type Page, type Request } from '@playwright/test';
import type { AuthState, RenewalOutcome, ServerMetadata, Session } from 'ngx-implicit-auth';
import { inPage, type Evaluating } from '../engines/in-page.ts';

/** A session as the library keeps it, with what its public type does not tell. */
interface StoredSession extends Session {
  readonly server: ServerMetadata;
  readonly accessTokens?: Readonly<Record<string, unknown>>;
}

/** How a renewal ended; of a failure, only the code. */
export interface PlainOutcome {
  readonly status: RenewalOutcome['status'];
  readonly code?: string;
}

/** Renews the session, and tells how that ended. */
export function renew(page: Evaluating): Promise<PlainOutcome> {
  return inPage(page, async () => {
    const outcome = await probe.auth.renew();
    return 'error' in outcome ? { status: outcome.status, code: outcome.error.code } : { status: outcome.status };
  });
}

/**
 * Has pauses after renewals in vain last as long as they may, in pages that are loaded from now on: the first four
 * seconds. By chance they are shorter, and may be over before a test has seen what it wants to.
 */
export async function lengthenPauses(page: Page): Promise<void> {
  await page.addInitScript(() => (Math.random = () => 0));
}

/** How the renewals ended that the app has heard of since its page was loaded. */
export function outcomes(page: Evaluating): Promise<readonly RenewalOutcome['status'][]> {
  return inPage(page, () =>
    probe.events.flatMap(({ type, ...event }) =>
      type === 'renewal-ended' ? [(event as unknown as { outcome: RenewalOutcome }).outcome.status] : [],
    ),
  );
}

/** The types of all that has happened since the sign-in, with the reasons of those that have one. */
export function events(page: Evaluating): Promise<readonly string[]> {
  return inPage(page, () => {
    const signedIn = probe.events.findIndex(({ type }) => type === 'signed-in');
    return probe.events
      .slice(signedIn + 1)
      .map(({ type, ...event }) => (event['reason'] ? `${type} ${event['reason'] as string}` : type));
  });
}

export function statusOf(page: Evaluating): Promise<AuthState['status']> {
  return inPage(page, () => probe.state().status);
}

/** The session that goes on. */
export async function sessionIn(page: Evaluating): Promise<StoredSession> {
  const session = await inPage(page, () => {
    const state = probe.state();
    return 'session' in state ? (state.session as StoredSession | null) : null;
  });
  if (!session) throw new Error('Nobody is signed in.');
  return session;
}

/** The session as the tab's storage holds it. */
export function storedSession(page: Evaluating): Promise<string | null> {
  return inPage(page, () => {
    const key = Object.keys(sessionStorage).find((name) => name.endsWith(' session'));
    return key === undefined ? null : sessionStorage.getItem(key);
  });
}

/** Collects what the page and its frames ask of an origin from now on. */
export function watchRequestsTo(page: Page, origin: string): readonly Request[] {
  const requests: Request[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).origin === origin) requests.push(request);
  });
  return requests;
}

export function queryOf(request: Request): URLSearchParams {
  return new URL(request.url()).searchParams;
}

/** Notes each frame that appears in the pages opened from now on, and whether it was ever visible. */
export async function watchFrames(page: Page): Promise<() => Promise<readonly { readonly isVisible: boolean }[]>> {
  await page.addInitScript(() => {
    const frames: HTMLIFrameElement[] = [];
    const seen: { isVisible: boolean }[] = [];
    const note = () => {
      frames.forEach((frame, at) => {
        seen[at] = { isVisible: (seen[at]?.isVisible ?? false) || frame.checkVisibility() };
      });
    };
    new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
        if (node instanceof HTMLIFrameElement) frames.push(node);
      }
      // It may be gone before the next frame is painted.
      note();
    }).observe(document, { childList: true, subtree: true });
    const look = () => {
      note();
      requestAnimationFrame(look);
    };
    look();
    Object.assign(globalThis, { framesSeen: seen });
  });
  return () => page.evaluate<readonly { readonly isVisible: boolean }[]>('framesSeen');
}

/** The page is as it was: no frame is left in it. */
export async function expectNoFrames(page: Evaluating): Promise<void> {
  await expect.poll(() => inPage(page, () => document.querySelectorAll('iframe').length)).toBe(0);
}
