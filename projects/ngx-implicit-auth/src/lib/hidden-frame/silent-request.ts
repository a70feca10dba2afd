import type { AuthContext } from '../authorization/auth-context';
import { dpopThumbprint } from '../authorization/dpop-thumbprint';
import { forAnswerPage } from '../authorization/for-answer-page';
import { idTokenHint } from '../authorization/id-token-hint';
import { prepareRequest } from '../authorization/prepare-request';
import type { RequestPlatform } from '../authorization/request-platform';
import { checkComponent, readResponse } from '../authorization/read-response';
import type { Answer } from '../authorization/verify-answer';
import { AuthError } from '../protocol/auth-error';
import { demand } from '../protocol/demand';
import type { ServerMetadata } from '../protocol/server-metadata';
import type { StoredSession } from '../session/session-store';
import type { RequestSettings } from '../settings/request-settings';
import type { SilentRenewalOptions } from '../settings/silent-renewal-options';
import { listenForMessage } from './listen-for-message';
import { ownPageBlocked } from './own-page';
import { responseInFrame, type PrepareFrame, type ResponseInFrame } from './response-in-frame';

/** What all functions work with that ask the server in a hidden frame. */
export interface SilentContext extends AuthContext {
  readonly responseInFrame: ResponseInFrame;
}

/** What may stand in for the browser's frames as well. */
interface FramePlatform extends RequestPlatform {
  readonly responseInFrame?: ResponseInFrame;
}

export function silentContext(context: AuthContext): SilentContext {
  const { responseInFrame: ask = responseInFrame }: FramePlatform = context.platform;
  return {
    ...context,
    // Outside the zone a timer neither keeps the app from becoming stable nor detects changes where there are none.
    responseInFrame: (...request) => context.zone.runOutsideAngular(() => ask(...request)),
  };
}

/**
 * Sends an authorization request in a hidden frame, with `prompt=none` unless the app leaves that out, and with a `state`
 * and a `nonce` of its own.
 *
 * @param settings - what is asked for
 * @param session - the session of the person who is expected; `null` when anybody may be signed in
 * @param onStopped - called each time that the frame has loaded a page of another origin, whose address cannot be read
 * @throws AuthError `config_invalid`, `request_invalid`, `server_unreachable`, `renewal_frame_blocked`,
 * `state_unknown`, `response_in_query`, and the codes of `prepareRequest` and `parseResponseParameters`
 * @see OpenID Connect Core 1.0, section 3.1.2.1
 */
export async function silentAnswer(
  { machine, platform, responseInFrame, signal }: SilentContext,
  settings: RequestSettings,
  session: StoredSession | null,
  onStopped: (server: ServerMetadata) => void = () => {},
): Promise<Answer> {
  const { renewal } = machine;
  const options: SilentRenewalOptions = renewal?.options ?? {};
  const { timeoutSeconds = 10, responseMode } = options;
  const { redirectUri } = forAnswerPage({ machine, settings });
  const { url, state, pending } = await prepareRequest(settings, platform, {
    server: session?.server,
    redirectUri,
    prompt: options.prompt ?? 'none',
    idTokenHint: idTokenHint(settings, session),
    dpopThumbprint: await dpopThumbprint({ machine, settings }),
    responseMode,
  });
  const prepare: PrepareFrame = (frame, ...answer) => {
    if (renewal) frame.id = renewal.frameId;
    if (responseMode) listenForMessage(url, state)(frame, ...answer);
  };
  const stopped = () => {
    onStopped(pending.server);
  };
  const response = await responseInFrame(url, redirectUri, timeoutSeconds * 1000, signal, stopped, prepare).catch(
    async (thrown: unknown) => {
      const isBlocked = thrown instanceof AuthError && thrown.code === 'renewal_frame_blocked';
      throw (isBlocked ? await ownPageBlocked(redirectUri, platform.fetch) : null) ?? thrown;
    },
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
  checkComponent(response, parameters, settings);
  return { parameters, pending, receivedAt: pending.requestedAt };
}
