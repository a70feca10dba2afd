import { asAuthError } from '../protocol/as-auth-error';
import type { Fetch } from '../protocol/fetch-json';
import type { ResponseParameters } from '../protocol/response-parameters';
import type { AuthPlatform } from '../session/auth-platform';
import { isUnanswered } from '../session/renewal-outcome';
import type { SessionMachine } from '../session/session-machine';
import { REFRESH_TOKEN, type StoredSession } from '../session/session-store';
import { storageKey, type AuthSettings } from '../settings/auth-settings';
import { sentRefreshTokens } from './sent-refresh-tokens';
import { requestTokens, type TokenRequest } from './token-request';

/** What a refresh token was redeemed for. */
export interface Refreshed {
  /** The session whose refresh token was sent. */
  readonly session: StoredSession;
  /** The members of the answer. */
  readonly parameters: ResponseParameters;
  /** The refresh token that is good from now on: the one sent, where the server has given no other. */
  readonly refreshToken: string;
  /** When it was sent, in epoch milliseconds. */
  readonly receivedAt: number;
}

/** What it takes of the context that functions deal with the server in. */
interface Context {
  readonly machine: SessionMachine;
  readonly settings: AuthSettings;
  readonly platform: AuthPlatform & { readonly fetch: Fetch };
}

/** The last that each page has in line. */
const lines = new WeakMap<SessionMachine, Promise<unknown>>();

/**
 * Redeems the refresh token of a session. One tab of the app does so at a time, and none sends a refresh token that
 * was sent before, whatever became of the answer: a server that rotates takes that for a theft, and ends the grant.
 *
 * @param current - the session in its newest form, once it is this page's turn; `null` when nothing is to be redeemed
 * @param parameters - of the request, beside the refresh token
 * @param accept - deals with the answer while it is still this page's turn
 * @returns what `accept` does; `null` when the server has to be asked in another way: there is no refresh token that is
 * this page's to send, or its answer is lost
 * @throws AuthError `token_request_refused`, and the codes of `accept`
 * @see RFC 6749, section 6; RFC 9700, section 4.14.2
 */
export async function redeemRefreshToken<T>(
  { machine, settings, platform }: Context,
  current: () => StoredSession | null,
  parameters: TokenRequest['parameters'],
  accept: (refreshed: Refreshed) => Promise<T>,
): Promise<T | null> {
  const { clientId } = settings;
  const sent = sentRefreshTokens(storageKey(settings, 'sent-refresh-tokens'), platform.tabStorage, platform.now);
  const fetch = machine.dpop?.fetch(platform.fetch) ?? platform.fetch;

  /** The refresh token that this page has, and somebody else has sent. */
  let outdated = null as string | null;
  const redeem = async (): Promise<T | null> => {
    const session = current();
    const refreshToken = session?.[REFRESH_TOKEN];
    const tokenEndpoint = session?.server.tokenEndpoint;
    if (!refreshToken || !tokenEndpoint) return null;
    // The server takes it from whoever has the key that it is bound to.
    if (session.boundTo && session.boundTo !== (await machine.dpop?.thumbprint())) return null;
    // While the device is offline, the request would not get there, but the refresh token would count as sent.
    if (!navigator.onLine) return null;
    if (!(await sent.add(refreshToken))) {
      outdated = refreshToken;
      return null;
    }
    const receivedAt = platform.now();
    const grant = { ...parameters, refresh_token: refreshToken };
    const request: TokenRequest = { clientId, grantType: 'refresh_token', parameters: grant };
    try {
      const parameters = await requestTokens(tokenEndpoint, request, fetch);
      const next = parameters.get('refresh_token') ?? refreshToken;
      if (next === refreshToken) await sent.remove(refreshToken);
      return await accept({ session, parameters, refreshToken: next, receivedAt });
    } catch (thrown) {
      if (isUnanswered(asAuthError(thrown))) return null;
      throw thrown;
    }
  };
  const inPage = () => inLine(machine, redeem);
  const takeTurn = () => machine.inTurn?.(storageKey(settings, 'refresh'), inPage) ?? inPage();

  const accepted = await takeTurn();
  const session = current();
  if (outdated === null || !session) return accepted;
  // Another tab has the next one, or had it.
  await machine.askTabs?.(session);
  return current()?.[REFRESH_TOKEN] === outdated ? null : takeTurn();
}

/** Does one thing after the other in this page. */
function inLine<T>(machine: SessionMachine, turn: () => Promise<T>): Promise<T> {
  const before = lines.get(machine) ?? Promise.resolve();
  const mine = before.then(turn, turn);
  lines.set(machine, mine);
  return mine;
}

/** A session in the form in which it goes on in this page; as it was, when it does not. */
export function newestForm(machine: SessionMachine, session: StoredSession): StoredSession {
  const ending = machine.ending();
  return ending?.id === session.id ? ending : session;
}
