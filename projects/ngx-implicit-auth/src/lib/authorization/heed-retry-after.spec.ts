import type { AuthErrorCode } from '../protocol/auth-error';
import type { Fetch } from '../protocol/fetch-json';
import { fetchUserInfo } from '../protocol/fetch-user-info';
import { fetchKeySet } from '../protocol/key-set';
import { revokeToken } from '../protocol/revocation-request';
import { fetchServerMetadata } from '../protocol/server-metadata';
import { heedRetryAfter } from './heed-retry-after';

const ISSUER = 'https://id.example.com';
let now: number;
let asked: string[];
let answer: () => Response;
let fetch: Fetch;

const busy = (retryAfter?: string, status = 503) => {
  answer = () => new Response('busy', { status, headers: retryAfter ? { 'retry-after': retryAfter } : {} });
};
const refusal = (retryAfter: number | Date) => {
  const code: AuthErrorCode = 'server_answer_invalid';
  return expect.objectContaining({
    code,
    retryAfter,
    message: expect.stringMatching(/status \d+\. Try again later\. \(/),
  });
};

beforeEach(() => {
  now = Date.UTC(2026, 10, 26, 8, 0, 0);
  asked = [];
  fetch = heedRetryAfter(
    async (url) => {
      asked.push(url);
      return answer();
    },
    () => now,
  );
});

const userInfo = { issuer: ISSUER, clientId: 'spa', subject: 'alice', verifySignedClaims: async () => ({}) };

describe.each<[string, () => Promise<unknown>]>([
  ['discovery', () => fetchServerMetadata(ISSUER, fetch)],
  ['keys', () => fetchKeySet(`${ISSUER}/jwks`, fetch)],
  ['userinfo', () => fetchUserInfo(`${ISSUER}/me`, 'access-token', userInfo, fetch)],
])('%s', (_, ask) => {
  it.each([
    [503, '30', 30],
    [429, '30', 30],
    [503, 'Thu, 26 Nov 2026 08:00:30 GMT', new Date('2026-11-26T08:00:30Z')],
  ])('are not asked again before a server says that is too busy (%d, %s)', async (status, retryAfter, told) => {
    busy(retryAfter, status);
    await expect(ask()).rejects.toEqual(refusal(told));
    now += 29_999;
    await expect(ask()).rejects.toEqual(refusal(told));
    const early = asked.length;
    now += 1;
    await expect(ask()).rejects.toEqual(refusal(told));

    expect(early).toBe(1);
    expect(asked).toHaveLength(2);
  });

  it('are asked again at once where the server does not say when', async () => {
    busy();
    await expect(ask()).rejects.toEqual(refusal(0));
    await expect(ask()).rejects.toEqual(refusal(0));

    expect(asked).toHaveLength(2);
  });
});

it('one URL that is too busy keeps nobody from another', async () => {
  busy('30');
  await expect(fetchKeySet(`${ISSUER}/jwks`, fetch)).rejects.toEqual(refusal(30));
  answer = () => new Response('{"keys":[]}');

  await expect(fetchKeySet(`${ISSUER}/other`, fetch)).resolves.toEqual({ keys: [] });
});

it('nobody is kept away for longer than 5 minutes', async () => {
  busy('86400');
  await expect(fetchKeySet(`${ISSUER}/jwks`, fetch)).rejects.toEqual(refusal(86_400));
  answer = () => new Response('{"keys":[]}');
  now += 300_000;

  await expect(fetchKeySet(`${ISSUER}/jwks`, fetch)).resolves.toEqual({ keys: [] });
});

it('A15 each token is sent to be revoked, however busy the server has said to be', async () => {
  busy('30');
  const revoke = () =>
    revokeToken(`${ISSUER}/revoke`, { clientId: 'spa', token: 'access-token', type: 'access_token' }, fetch);
  await expect(revoke()).rejects.toMatchObject({ retryAfter: 30 });
  await expect(revoke()).rejects.toMatchObject({ retryAfter: 30 });

  expect(asked).toHaveLength(2);
});
