import {
  asksForIdToken,
  buildAuthorizationUrl,
  type AuthorizationRequest,
  type Prompt,
} from '../protocol/authorization-request';
import { randomValue } from '../protocol/base64url';
import { demand } from '../protocol/demand';
import { fetchKeySet } from '../protocol/key-set';
import { fetchServerMetadata, type ServerMetadata } from '../protocol/server-metadata';
import { loadPart } from '../session/load-part';
import type { RequestOptions } from '../settings/auth-config';
import { checkSettings } from '../settings/check-settings';
import { given, type RequestSettings } from '../settings/request-settings';
import { tellOfOmittedHint } from './id-token-hint';
import type { CodeExchange } from '../token-endpoint/redeem-code';
import type { RequestPlatform } from './request-platform';
import { storedServer } from './stored-server';

/** Loads what deals with the token endpoint. */
export const loadTokenEndpoint = () => loadPart(import('../token-endpoint/token-endpoint-part'));

/** What one authorization request asks for beyond the app's configuration. */
export interface RequestChanges
  extends
    Omit<RequestOptions, 'prompt'>,
    Partial<Pick<AuthorizationRequest, 'dpopThumbprint' | 'redirectUri' | 'idTokenHint' | 'responseMode'>> {
  /** `omit` for none, whatever the app has configured. */
  readonly prompt?: Prompt | 'omit';
  /** What the server said of itself at an earlier request, as it was stored; by default it is asked. */
  readonly server?: ServerMetadata;
}

/** A request that is ready to be sent. */
export interface PreparedRequest {
  readonly url: string;
  readonly state: string;
  readonly pending: PendingRequest;
}

/** All that is needed to verify the answer to one authorization request, without asking the server anything. */
export interface PendingRequest {
  readonly nonce: string;
  /** Epoch milliseconds. */
  readonly requestedAt: number;
  /** What the server said of itself when the request was made, its keys included. */
  readonly server: ServerMetadata;
  /** What redeems the code, if one was asked for. */
  readonly exchange?: CodeExchange;
  readonly maxAgeSeconds?: number;
  readonly acrValues?: string;
}

/**
 * Makes an authorization request, with a `state`, a `nonce` and a code verifier of its own.
 *
 * @throws AuthError `config_invalid`, `request_invalid`, `module_unavailable`, `crypto_unavailable`, and the codes of
 * `discoverServer` and `pushRequest`
 */
export async function prepareRequest(
  settings: RequestSettings,
  platform: RequestPlatform,
  { parameters, server: known, prompt: asksFor, ...changes }: RequestChanges,
): Promise<PreparedRequest> {
  checkSettings(settings);
  const { clientId, responseType, responseMode, scope, acrValues } = settings;
  const isForCode = responseType === 'code';
  // Before the page is left: nothing else redeems the code.
  if (isForCode) await loadTokenEndpoint();
  // What was stored for tokens alone may lack the token endpoint.
  const isKnown = known && (!isForCode || known.tokenEndpoint);
  const server = isKnown ? storedServer(known) : await discoverServer(settings, platform);
  const prompt = asksFor === 'omit' ? undefined : (asksFor ?? settings.prompt);
  // Without a page nobody authenticates anew, and nobody is chosen.
  const { maxAgeSeconds, loginHint } = ['none', 'omit'].includes(asksFor ?? '') ? {} : settings;
  const state = randomValue(platform.randomBytes);
  const nonce = randomValue(platform.randomBytes);
  const exchange = isForCode && {
    codeVerifier: randomValue(platform.randomBytes),
    redirectUri: changes.redirectUri ?? settings.redirectUri,
  };
  const asked = {
    redirectUri: settings.redirectUri,
    responseMode,
    prompt,
    acrValues,
    maxAgeSeconds,
    loginHint,
    ...given(changes),
  };
  const url = buildAuthorizationUrl(server.authorizationEndpoint, {
    clientId,
    responseType,
    scope,
    ...asked,
    state,
    nonce,
    // By the method S256 (RFC 7636, section 4.2).
    ...(exchange && { codeChallenge: await platform.sha256(exchange.codeVerifier) }),
    parameters: { ...settings.parameters, ...parameters },
  });
  tellOfOmittedHint(url, changes.idTokenHint);
  const mustPush = settings.pushAuthorizationRequests ?? server.requirePushedAuthorizationRequests;
  const push = async () => (await loadTokenEndpoint()).pushRequest(url, server, clientId, platform.fetch);
  return {
    url: mustPush ? await push() : url,
    state,
    pending: {
      nonce,
      requestedAt: platform.now(),
      server,
      ...(exchange && { exchange }),
      maxAgeSeconds: asked.maxAgeSeconds,
      acrValues: asked.acrValues,
    },
  };
}

/**
 * Asks the server for its metadata, unless they are configured, and for its keys if an id_token has to be verified.
 *
 * @throws AuthError `server_unreachable`, `cors_blocked`, `server_answer_invalid`, `metadata_invalid`,
 * `metadata_issuer_mismatch`, `key_set_invalid`
 */
async function discoverServer(settings: RequestSettings, platform: RequestPlatform): Promise<ServerMetadata> {
  const server = settings.server ?? (await fetchServerMetadata(settings.issuer, platform.fetch, settings.discoveryUrl));
  if (settings.responseType === 'code') checkTokenEndpoint(server);
  if (!asksForIdToken(settings) || server.jwks) return server;
  demand(
    server.jwksUri,
    'metadata_invalid',
    `${server.issuer} has no jwks_uri, so its id_tokens cannot be verified. Correct it at the server, or configure ` +
      'jwks by hand.',
  );
  return { ...server, jwks: await fetchKeySet(server.jwksUri, platform.fetch) };
}

function checkTokenEndpoint({ issuer, tokenEndpoint, codeChallengeMethods }: ServerMetadata): void {
  demand(
    tokenEndpoint,
    'metadata_invalid',
    `${issuer} has no token_endpoint, so codes cannot be redeemed. Correct it at the server, or configure the endpoints ` +
      'by hand.',
  );
  if ((typeof ngDevMode === 'undefined' || ngDevMode) && codeChallengeMethods?.includes('S256') === false) {
    console.warn(
      `ngx-implicit-auth: ${issuer} does not list S256 among its code_challenge_methods_supported. The library sends it all ` +
        'the same, as it protects the code. Have the server support it.',
    );
  }
}
