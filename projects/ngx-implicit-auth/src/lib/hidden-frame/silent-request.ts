import { NgZone, type Injector } from '@angular/core';
import { demand } from '../protocol/demand';
import type { ServerMetadata } from '../protocol/server-metadata';
import { absoluteUrl } from '../settings/absolute-url';
import { authorizationRequestOf } from '../authorization/prepare-request';
import { loadModule } from '../session/load-module';
import { checkComponent, readResponse } from '../authorization/read-response';
import { RENEWAL_FRAME, type PrepareFrame } from './response-in-frame';
import { ROUND_TRIP_PLATFORM } from '../authorization/request-platform';
import type { RoundTripSettings } from '../settings/request-settings';
import { SessionMachine } from '../session/session-machine';
import type { SilentRenewalOptions } from '../settings/silent-renewal-options';
import type { Answer } from '../authorization/verify-answer';

/** Whom a request without a page is sent to, and for whom. */
export interface SilentRequest {
  readonly server: ServerMetadata;
  /** The id_token of the person who is expected; `null` when there is none. */
  readonly idToken: string | null;
  /** Ends the wait. */
  readonly signal: AbortSignal;
  /** Called each time that the frame has loaded a page whose address it keeps to itself. */
  readonly onStopped?: () => void;
}

/**
 * Sends an authorization request in a hidden frame and with `prompt=none`, with a `state` and a `nonce` of its own.
 *
 * @throws AuthError `config_invalid`, `request_invalid`, `server_unreachable`, `renewal_frame_blocked`, `state_unknown`,
 * `response_in_query`, `module_unavailable`, and the codes of `parseResponseParameters`
 * @see OpenID Connect Core 1.0, section 3.1.2.1
 */
export async function silentAnswer(
  injector: Injector,
  settings: RoundTripSettings,
  { server, idToken, signal, onStopped = () => {} }: SilentRequest,
): Promise<Answer> {
  const { renewal } = injector.get(SessionMachine);
  const options: SilentRenewalOptions = renewal?.options ?? {};
  const { timeoutSeconds = 10, leadSeconds = 0, responseMode } = options;
  demand(
    timeoutSeconds > 0 && Number.isFinite(timeoutSeconds) && leadSeconds >= 0,
    'config_invalid',
    'withSilentRenewal() takes a timeoutSeconds above 0, and a leadSeconds of 0 or more. Correct them.',
  );
  const redirectUri = absoluteUrl(options.redirectUri ?? 'silent-renewal.html', settings.appBase);
  const platform = injector.get(ROUND_TRIP_PLATFORM);
  const { url, state, pending } = authorizationRequestOf(settings, platform, server, {
    redirectUri,
    prompt: 'none',
    idTokenHint: idToken ?? undefined,
    responseMode,
  });
  const listen = responseMode && (await loadModule(import('./web-message'))).webMessage(url, state);
  const prepare: PrepareFrame = (frame, ...answer) => {
    if (renewal) frame.id = renewal.frameId;
    listen?.(frame, ...answer);
  };
  // Outside the zone, as every timer.
  const response = await injector
    .get(NgZone)
    .runOutsideAngular(() =>
      injector.get(RENEWAL_FRAME)(url, redirectUri, timeoutSeconds * 1000, signal, onStopped, prepare),
    );
  const { queryResponse } = settings;
  const parameters = readResponse(response, queryResponse);
  demand(
    // Nobody else answers in this frame, and some servers leave the state out of an error.
    parameters.get('state') === state ||
      (!parameters.has('state') && (parameters.has('error') || queryResponse?.state)),
    'state_unknown',
    'What came back into the frame does not answer this request.',
  );
  checkComponent(response, parameters, queryResponse);
  return { parameters, pending, receivedAt: pending.requestedAt };
}
