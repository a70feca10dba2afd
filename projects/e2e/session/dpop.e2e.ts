import { createHash, randomUUID } from 'node:crypto';
import type { Request } from '@playwright/test';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { signIn } from '../attacks/sign-in.ts';
import { tabOf } from '../engines/chromium.ts';
import { queryOf, renew, sessionIn, storedSession, watchRequestsTo } from './in-app.ts';
import { expect, test } from './test.ts';

const BOUND = { config: { responseType: 'code', scope: 'openid read:timesheets' }, dpop: {} } as const;

const header = (request: Request | undefined, name: string) => request?.headers()[name];

test('R76 R77 R78 R79 R81 tokens are bound to a key of this browser, at a server that wants nonces, and shown to the API with a proof', async ({
  page,
  withSandbox,
}) => {
  const { app, issuer, api } = await withSandbox(BOUND);
  const toServer = watchRequestsTo(page, issuer);
  const toApi = watchRequestsTo(page, api);
  await signIn(tabOf(page), app);
  const exchanges = () =>
    toServer.filter((request) => request.url() === `${issuer}/token` && request.method() === 'POST');

  // One for the nonce.
  expect(exchanges()).toHaveLength(2);
  expect(await page.evaluate((url) => probe.get(`${url}/timesheets`), api)).toBe(200);
  const sent = toApi.findLast((request) => request.method() === 'GET');
  const accessToken = (await sessionIn(page)).accessToken ?? '';
  expect(header(sent, 'authorization')).toBe(`DPoP ${accessToken}`);
  const { cnf } = decodeJwt<{ readonly cnf: { readonly jkt: string } }>(accessToken);
  expect(toServer.flatMap((request) => queryOf(request).get('dpop_jkt') ?? [])).toEqual([cnf.jkt]);

  // Whoever has the token alone, or with a proof that was used, gets nothing.
  const proof = header(sent, 'dpop') ?? '';
  const stolen: Record<string, string>[] = [
    { Authorization: `Bearer ${accessToken}` },
    { Authorization: `DPoP ${accessToken}`, DPoP: proof },
  ];
  const answers = await Promise.all(stolen.map((headers) => fetch(`${api}/timesheets`, { headers })));
  expect(answers.map(({ status }) => status)).toEqual([401, 401]);

  // The key outlives the page, and the refresh token is bound to it as well.
  await page.goto(app);
  expect(await renew(page)).toEqual({ status: 'renewed' });
  expect(await page.evaluate((url) => probe.get(`${url}/timesheets`), api)).toBe(200);
  expect((await sessionIn(page)).accessToken).not.toBe(accessToken);
});

/** Makes proofs as somebody can who has stolen a token, and not the key that it is bound to. */
async function proofsOfThief(): Promise<(claims: JWTPayload, accessToken?: string) => Promise<string>> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwk = await exportJWK(publicKey);
  return (claims, accessToken) => {
    const ath = accessToken && createHash('sha256').update(accessToken).digest('base64url');
    return new SignJWT({ jti: randomUUID(), ath, ...claims })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
      .setIssuedAt()
      .sign(privateKey);
  };
}

test('A34 A35 a stolen proof is good for its URL and method alone, and once, and a stolen token for its key alone', async ({
  page,
  withSandbox,
}) => {
  const { app, issuer, api } = await withSandbox(BOUND);
  await signIn(tabOf(page), app);
  const timesheets = `${api}/timesheets`;
  const sent = page.waitForRequest(timesheets);
  await page.route(timesheets, (route) => route.abort());
  await page.evaluate((url) => probe.get(url), timesheets);
  await page.unroute(timesheets);
  const { authorization = '', dpop: proof = '' } = (await sent).headers();
  const proofOfThief = await proofsOfThief();
  const use = async (method: string, url: string, DPoP: string) =>
    (await fetch(url, { method, headers: { Authorization: authorization, DPoP } })).status;

  expect(await use('POST', timesheets, proof)).toBe(401);
  expect(await use('POST', `${timesheets}/1/approve`, proof)).toBe(401);
  const forged = await proofOfThief({ htm: 'GET', htu: timesheets }, authorization.replace('DPoP ', ''));
  expect(await use('GET', timesheets, forged)).toBe(401);
  // It had not been used yet.
  expect(await use('GET', timesheets, proof)).toBe(200);
  expect(await use('GET', timesheets, proof)).toBe(401);

  const { refreshToken } = JSON.parse((await storedSession(page)) ?? '') as { readonly refreshToken: string };
  const form = { grant_type: 'refresh_token', client_id: 'timesheets-demo', refresh_token: refreshToken };
  const redeem = async (nonce?: string) => {
    const DPoP = await proofOfThief({ htm: 'POST', htu: `${issuer}/token`, nonce });
    return fetch(`${issuer}/token`, { method: 'POST', headers: { DPoP }, body: new URLSearchParams(form) });
  };
  const nonce = (await redeem()).headers.get('DPoP-Nonce') ?? '';
  expect(await (await redeem(nonce)).json()).toMatchObject({ error: 'invalid_grant' });
  // The thief has not spent it either.
  expect(await renew(page)).toEqual({ status: 'renewed' });
});
