import { asAuthError } from '../protocol/as-auth-error';
import type { AuthErrorCode } from '../protocol/auth-error';
import type { ResponseParameters } from '../protocol/response-parameters';
import type { SessionMachine } from '../session/session-machine';
import { REFRESH_TOKEN, type StoredSession } from '../session/session-store';
import { storageKey } from '../settings/auth-settings';
import { sentRefreshTokens } from '../token-endpoint/sent-refresh-tokens';
import { requestTokens, type TokenRequest } from '../token-endpoint/token-request';
import type { AuthContext } from './auth-context';
import type { Issued } from './verify-answer';

/** The codes of errors after which nobody knows what the server has done. */
const LOST: readonly AuthErrorCode[] = ['server_unreachable', 'cors_blocked', 'server_answer_invalid'];

/** The last that each page has in line. */
const lines = new WeakMap<SessionMachine, Promise<unknown>>();

/** How a turn ended: with an answer, or with a refresh token that somebody had sent before; `null` with none to send. */
type Turn<T> = { readonly accepted: T } | { readonly outdated: string } | null;

/**
 * Redeems the refresh token of a session. One tab of the app does so at a time, and none sends a refresh token that
 * was sent before, whatever became of the answer: a server that rotates takes that for a theft, and ends the grant.
 *
 * @param current - the session in its newest form, once it is this page's turn; `null` when nothing is to be redeemed
 * @param parameters - of the request, beside the refresh token
 * @param accept - deals with the answer while it is still this page's turn: what to verify, and the session whose refresh
 * token was sent
 * @returns what `accept` does; `null` when the server has to be asked in another way: there is no refresh token that is
 * this page's to send, or its answer is lost
 * @throws AuthError `token_request_refused`, and the codes of `accept`
 * @see RFC 6749, section 6; RFC 9700, section 4.14.2
 */
export async function redeemRefreshToken<T>(
  { machine, settings, platform }: AuthContext,
  current: () => StoredSession | null,
  parameters: TokenRequest['parameters'],
  accept: (issued: Issued, session: StoredSession) => Promise<T>,
): Promise<T | null> {
  const { clientId } = settings;
  const sent = sentRefreshTokens(storageKey(settings, 'sent-refresh-tokens'), platform.tabStorage, platform.now);
  const fetch = machine.dpop?.fetch(platform.fetch) ?? platform.fetch;

  const redeem = async (): Promise<Turn<T>> => {
    const session = current();
    const refreshToken = session?.[REFRESH_TOKEN];
    const tokenEndpoint = session?.server.tokenEndpoint;
    if (!refreshToken || !tokenEndpoint) return null;
    // The server takes it from whoever has the key that it is bound to.
    if (session.boundTo && session.boundTo !== (await machine.dpop?.thumbprint())) return null;
    // While the device is offline, the request would not get there, but the refresh token would count as sent.
    if (!navigator.onLine) return null;
    if (!(await sent.add(refreshToken))) return { outdated: refreshToken };
    const receivedAt = platform.now();
    const grant = { ...parameters, refresh_token: refreshToken };
    const request: TokenRequest = { clientId, grantType: 'refresh_token', parameters: grant };
    try {
      const parameters = await requestTokens(tokenEndpoint, request, fetch);
      const next = parameters.get('refresh_token') ?? refreshToken;
      if (next === refreshToken) await sent.remove(refreshToken);
      return { accepted: await accept(issuedAgain(session, parameters, next, receivedAt), session) };
    } catch (thrown) {
      if (LOST.includes(asAuthError(thrown).code)) return null;
      throw thrown;
    }
  };
  const inPage = () => inLine(machine, redeem);
  const takeTurn = () => machine.inTurn?.(storageKey(settings, 'refresh'), inPage) ?? inPage();

  let turn = await takeTurn();
  const session = current();
  if (turn && 'outdated' in turn && session) {
    // Another tab has the next one, or had it.
    await machine.askTabs?.(session);
    turn = current()?.[REFRESH_TOKEN] === turn.outdated ? null : await takeTurn();
  }
  return turn && 'accepted' in turn ? turn.accepted : null;
}

/** Does one thing after the other in this page. */
function inLine<T>(machine: SessionMachine, turn: () => Promise<T>): Promise<T> {
  const before = lines.get(machine) ?? Promise.resolve();
  const mine = before.then(turn, turn);
  lines.set(machine, mine);
  return mine;
}

/** What a refresh has brought, and what it is verified against. */
function issuedAgain(
  { claims, server }: StoredSession,
  parameters: ResponseParameters,
  refreshToken: string,
  receivedAt: number,
): Issued {
  const nonce = typeof claims?.nonce === 'string' ? claims.nonce : '';
  const pending = { nonce, requestedAt: receivedAt, server };
  return { parameters, pending, receivedAt, refreshed: claims ?? {}, refreshToken };
}

/** A session in the form in which it goes on in this page; as it was, when it does not. */
export function newestForm(machine: SessionMachine, session: StoredSession): StoredSession {
  const ending = machine.ending();
  return ending?.id === session.id ? ending : session;
}
