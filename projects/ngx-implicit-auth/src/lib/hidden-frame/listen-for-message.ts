import type { PrepareFrame } from './response-in-frame';
import { isRecord } from '../session/auth-storage';

/**
 * Listens for the one message that answers an authorization request: from the very window of the frame, from the
 * server's exact origin, of the right type, and with the request's `state`. No other is looked at.
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
