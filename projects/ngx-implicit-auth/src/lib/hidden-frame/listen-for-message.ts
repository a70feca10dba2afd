import type { PrepareFrame } from './response-in-frame';
import { isRecord } from '../session/auth-storage';

/**
 * Listens for the one message that answers an authorization request. It has to come from the frame's own window and
 * from the server's exact origin, to be of the right type, and to carry the request's `state`. Any other is ignored.
 *
 * @param requestUrl - the authorization request
 * @see OAuth 2.0 Web Message Response Mode, sections 4 and 5
 */
export function listenForMessage(requestUrl: string, state: string): PrepareFrame {
  const { origin } = new URL(requestUrl);
  return (frame, onResponse, signal) => {
    addEventListener(
      'message',
      ({ source, origin: sender, data }: MessageEvent<unknown>) => {
        if (source !== frame.contentWindow || sender !== origin || !isRecord(data)) return;
        const { type, response } = data;
        if (type !== 'authorization_response' || !isRecord(response)) return;
        const isError = 'error' in response && !('state' in response);
        if (response['state'] !== state && !isError) return;
        const encoded = String(
          new URLSearchParams(Object.entries(response).map(([name, value]) => [name, String(value)])),
        );
        onResponse({ encoded, component: 'fragment' });
      },
      { signal },
    );
  };
}
