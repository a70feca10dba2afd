import { SENTENCES } from '../testing/sentences';
import type { AuthErrorCode } from './auth-error';
import { fetchAnswer, fetchJson, type Fetch } from './fetch-json';

const URL_ = 'https://id.example.com/jwks';
const refusal = (code: AuthErrorCode) =>
  expect.objectContaining({ name: 'AuthError', code, message: expect.stringMatching(SENTENCES) });
const answering =
  (body: string, init?: ResponseInit): Fetch =>
  async () =>
    new Response(body, init);

describe('fetchAnswer', () => {
  it.each([
    ['Application/JWT ; charset=utf-8', 'application/jwt'],
    [undefined, ''],
  ])(
    'tells of the type %s without its case and parameters, and names the place without its query',
    async (type, mediaType) => {
      const fetch = async () => new Response(Buffer.from('a.b.c'), { headers: type ? { 'content-type': type } : {} });

      await expect(fetchAnswer(`${URL_}?key=secret`, fetch)).resolves.toEqual({
        name: URL_,
        status: 200,
        text: 'a.b.c',
        mediaType,
      });
    },
  );
});

describe('fetchJson', () => {
  it('R61 reads an answer of 200 and JSON', async () => {
    await expect(fetchJson(URL_, answering('{"keys":[]}'))).resolves.toEqual({ keys: [] });
  });

  it('R40 R61 asks past the cache, without cookies, for JSON', async () => {
    const fetch = jest.fn(answering('{}'));
    await fetchJson(URL_, fetch);

    expect(fetch).toHaveBeenCalledWith(URL_, {
      headers: { accept: 'application/json' },
      credentials: 'omit',
      cache: 'no-cache',
      signal: expect.any(AbortSignal),
    });
  });

  it.each([201, 204, 404, 500])('R61 refuses status %d', async (status) => {
    const answer = answering(status === 204 ? (null as unknown as string) : '{}', { status });

    await expect(fetchJson(URL_, answer)).rejects.toThrow(refusal('server_answer_invalid'));
  });

  it('R61 refuses what is not JSON, and does not quote it', async () => {
    const failure = fetchJson(URL_, answering('<html>secret'));

    await expect(failure).rejects.toThrow(refusal('server_answer_invalid'));
    await expect(failure).rejects.not.toThrow('secret');
    await expect(failure).rejects.not.toHaveProperty('cause');
  });

  it('R61 fetches nothing from an insecure URL', async () => {
    const fetch = jest.fn(answering('{}'));

    await expect(fetchJson('http://id.example.com/jwks', fetch)).rejects.toThrow(refusal('metadata_invalid'));
    expect(fetch).not.toHaveBeenCalled();
  });

  it('R61 fetches from loopback without https', async () => {
    await expect(fetchJson('http://localhost:4300/jwks', answering('1'))).resolves.toBe(1);
  });

  it('R61 follows a redirect, but not to an insecure URL', async () => {
    const redirectedTo =
      (url: string): Fetch =>
      async () =>
        Object.defineProperty(new Response('{}'), 'url', { value: url });

    await expect(fetchJson(URL_, redirectedTo(`${URL_}/`))).resolves.toEqual({});
    await expect(fetchJson(URL_, redirectedTo('http://id.example.com/jwks'))).rejects.toThrow(
      refusal('server_answer_invalid'),
    );
  });

  it('R61 refuses an answer beyond all measure', async () => {
    const answer = (characters: number) => answering(JSON.stringify('x'.repeat(characters - 2)));

    await expect(fetchJson(URL_, answer(2 ** 20 + 1))).rejects.toThrow(refusal('server_answer_invalid'));
    await expect(fetchJson(URL_, answer(2 ** 20))).resolves.toHaveLength(2 ** 20 - 2);
  });

  it('R61 names the place that does not answer without its query, and what to look at', async () => {
    const cause = new TypeError('Failed to fetch');
    const failure = fetchJson(`${URL_}?key=secret#x`, () => Promise.reject(cause));

    await expect(failure).rejects.toThrow(refusal('server_unreachable'));
    await expect(failure).rejects.toThrow(/^https:\/\/id\.example\.com\/jwks did not answer\. .*connect-src/);
    await expect(failure).rejects.toHaveProperty('cause', cause);
  });

  it('R61 tells a server whose CORS headers hide its answer from one that does not answer, without sending it anything', async () => {
    const requests: RequestInit[] = [];
    const fetch: Fetch = (_, request) => {
      requests.push(request);
      return request.mode === 'no-cors' ? Promise.resolve(Response.error()) : Promise.reject(new TypeError());
    };
    const failure = fetchAnswer(`${URL_}?key=secret`, fetch, { headers: { authorization: 'Bearer secret' } });

    await expect(failure).rejects.toThrow(refusal('cors_blocked'));
    await expect(failure).rejects.toThrow(/^https:\/\/id\.example\.com\/jwks answers, .*CORS.*redirects/);
    expect(requests).toHaveLength(2);
    expect(requests[1]).not.toHaveProperty('headers');
    expect(requests[1]).toMatchObject({ mode: 'no-cors', credentials: 'omit' });
  });

  it('R61 fails in the same way when the answer breaks off', async () => {
    const body = new ReadableStream({ start: (stream) => stream.error(new TypeError('terminated')) });

    await expect(fetchJson(URL_, async () => new Response(body))).rejects.toThrow(refusal('server_unreachable'));
  });

  it('R61 gives up after ten seconds', async () => {
    const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
    const fetch: Fetch = async (_, { signal }) => {
      signal?.throwIfAborted();
      return new Response('{}');
    };

    await expect(fetchJson(URL_, fetch)).rejects.toThrow(refusal('server_unreachable'));
    expect(timeout).toHaveBeenCalledWith(10_000);
  });

  it('fetches without a limit where there is no AbortSignal.timeout()', async () => {
    const { timeout } = AbortSignal;
    Reflect.deleteProperty(AbortSignal, 'timeout');
    try {
      await expect(fetchJson(URL_, answering('{"keys":[]}'))).resolves.toEqual({ keys: [] });
    } finally {
      AbortSignal.timeout = timeout;
    }
  });
});
