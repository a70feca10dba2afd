import { SENTENCES } from '../testing/sentences';
import type { AuthErrorCode } from './auth-error';
import type { Fetch } from './fetch-json';
import { revokeToken } from './revocation-request';

const ENDPOINT = 'https://id.example.com/revoke';
const REQUEST = { clientId: 'timesheets spa', token: 's3cret.a+b/c=', type: 'access_token' } as const;
const refusal = (code: AuthErrorCode) =>
  expect.objectContaining({ name: 'AuthError', code, message: expect.stringMatching(SENTENCES) });

/** Revokes a token at a server with this answer; returns the request that it got. */
async function revoke(answer: () => Response = () => new Response(), endpoint = ENDPOINT): Promise<Request> {
  let request: Request | undefined;
  await revokeToken(endpoint, REQUEST, async (url, init) => {
    request = new Request(url, init);
    return answer();
  });
  return request!;
}

describe('revokeToken', () => {
  it('R9 posts the token, its kind and the client as a form (RFC 7009, section 2.1)', async () => {
    const request = await revoke(undefined, `${ENDPOINT}?tenant=1`);

    expect(request.method).toBe('POST');
    expect(request.url).toBe(`${ENDPOINT}?tenant=1`);
    expect(request.headers.get('content-type')).toBe('application/x-www-form-urlencoded;charset=UTF-8');
    await expect(request.text()).resolves.toBe(
      'token=s3cret.a%2Bb%2Fc%3D&token_type_hint=access_token&client_id=timesheets+spa',
    );
  });

  it('sends no header that needs a preflight', async () => {
    const { headers } = await revoke();

    expect([...headers.keys()].sort()).toEqual(['accept', 'content-type']);
  });

  it('A6 A8 sends neither cookies nor a referrer, follows no redirect, and outlives the page', async () => {
    const { credentials, redirect, referrerPolicy, keepalive } = await revoke();

    expect({ credentials, redirect, referrerPolicy, keepalive }).toEqual({
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      keepalive: true,
    });
  });

  it.each(['', '{}', 'OK'])('takes status 200 for a success, whatever else the server says: %j', async (body) => {
    await expect(revoke(() => new Response(body))).resolves.toBeDefined();
  });

  it.each([
    ['an unsupported type of token', 400, { error: 'unsupported_token_type', error_description: REQUEST.token }],
    ['an unknown client', 401, { error: 'invalid_client' }],
    ['a server that is busy', 503, {}],
    ['another success than RFC 7009 has', 202, {}],
  ])('says that the token is still good after %s, without a word of the answer', async (_, status, answer) => {
    const failure = revoke(() => Response.json(answer, { status }));

    await expect(failure).rejects.toThrow(refusal('server_answer_invalid'));
    await expect(failure).rejects.toThrow(`${ENDPOINT} answered with status ${status}. The access token is good until`);
    await expect(failure).rejects.not.toThrow(/s3cret|invalid_client|unsupported_token_type/);
    await expect(failure).rejects.not.toHaveProperty('cause');
  });

  it('R61 names the endpoint that does not answer', async () => {
    const failure = revoke(() => {
      throw new TypeError('Failed to fetch');
    }, `${ENDPOINT}?key=secret`);

    await expect(failure).rejects.toThrow(refusal('server_unreachable'));
    await expect(failure).rejects.toThrow(/^https:\/\/id\.example\.com\/revoke did not answer\. /);
  });

  it('R61 tells an endpoint whose answer may not be read from one that does not answer, and revokes once', async () => {
    const requests: RequestInit[] = [];
    const fetch: Fetch = (_, request) => {
      requests.push(request);
      return request.mode === 'no-cors' ? Promise.resolve(Response.error()) : Promise.reject(new TypeError());
    };
    const failure = revokeToken(ENDPOINT, REQUEST, fetch);

    await expect(failure).rejects.toThrow(refusal('cors_blocked'));
    await expect(failure).rejects.toThrow(
      /^https:\/\/id\.example\.com\/revoke answers, .* may have done all the same\./,
    );
    expect(requests.map(({ method }) => method)).toEqual(['POST', undefined]);
    expect(requests[1]).not.toHaveProperty('body');
    // Somebody is waiting to be signed out: the two share one time limit.
    expect(requests[1]?.signal).toBe(requests[0]?.signal);
  });

  it.each(['http://id.example.com/revoke', 'javascript:alert(1)', '/revoke'])(
    'R61 sends no token to %j',
    async (endpoint) => {
      const fetch = jest.fn<Promise<Response>, Parameters<Fetch>>();

      await expect(revokeToken(endpoint, REQUEST, fetch)).rejects.toThrow(refusal('metadata_invalid'));
      expect(fetch).not.toHaveBeenCalled();
    },
  );

  it('gives up after five seconds', async () => {
    const { signal: never } = new AbortController();
    jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => (ms === 5_000 ? AbortSignal.abort() : never));
    const fetch: Fetch = async (_, { signal }) => {
      signal?.throwIfAborted();
      return new Response();
    };

    await expect(revokeToken(ENDPOINT, REQUEST, fetch)).rejects.toThrow(refusal('server_unreachable'));
  });
});
