import { createHash, randomUUID } from 'node:crypto';
import { wantsIdToken, type Subject } from './subject.ts';

/** A request as the app would make it, by which nobody is signed in. */
export interface MadeUpRequest {
  readonly state: string;
  /** A code, or a token, that nobody has issued. */
  readonly code: string;
  readonly codeVerifier: string;
  /** A client id that nobody has. */
  readonly stranger: string;
  /** The path of a redirect URI that nobody has registered. */
  readonly elsewhere: string;
  /** The parameters for a client and a redirect URI, by default the app's. */
  parameters(clientId: string, redirectUri?: string): Record<string, string>;
}

export function madeUpRequest(subject: Subject): MadeUpRequest {
  const { responseType, scope, audience } = subject;
  const [state, nonce, code, codeVerifier] = [random(), random(), random(), `${random()}${random()}`];
  const challenge = createHash('sha256').update(codeVerifier).digest('base64url');
  return {
    ...{ state, code, codeVerifier },
    stranger: `doctor-${random()}`,
    elsewhere: `/doctor-${random()}`,
    parameters: (clientId, redirectUri = subject.redirectUri) => ({
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: responseType,
      ...(scope && { scope }),
      state,
      ...(wantsIdToken(subject) && { nonce }),
      ...(responseType === 'code' && { code_challenge: challenge, code_challenge_method: 'S256' }),
      ...(audience !== null && { audience }),
      prompt: 'none',
    }),
  };
}

/** The URL of an endpoint that people are sent to, with these parameters beside its own. */
export function authorizationUrl(endpoint: string, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(endpoint);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

function random(): string {
  return randomUUID().replaceAll('-', '');
}
