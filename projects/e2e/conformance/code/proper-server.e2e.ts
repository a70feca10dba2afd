import { expect } from '@playwright/test';
import { decodeJwt } from 'jose';
import { CODE_REQUEST, redeem, refresh, type CodeServer, type TokenAnswer } from '../../../sandbox/testing/code.ts';
import { APP, authorizationUrl } from '../../../sandbox/testing/sign-in.ts';
import { test as base } from '../../started.ts';
import type { Behaviour } from '../behaviour.ts';
import { startMisbehavingServer } from '../misbehaving-server.ts';
import { dpopProver } from './dpop-prover.ts';

/** `test` with what starts a server; no browser takes part. */
const test = base.extend<{ readonly startServer: (behaviour?: Behaviour) => Promise<CodeServer> }>({
  startServer: async ({ started }, use) => {
    await use(async (behaviour) => {
      const { url } = started(await startMisbehavingServer(behaviour));
      return { url, authorizationPath: '/authorize', tokenEndpoint: `${url}/token`, parameters: {} };
    });
  },
});

type Texts = Readonly<Record<string, string>>;

/** The authorization request of an app. */
function requestTo({ url, authorizationPath }: CodeServer, changed: Texts = {}): URL {
  return new URL(authorizationUrl(url, { ...CODE_REQUEST, scope: 'openid', ...changed }, authorizationPath));
}

/** What the server answers to an authorization request; nothing when it shows a page. */
async function answerTo(request: URL): Promise<URLSearchParams> {
  const { headers } = await fetch(request, { redirect: 'manual' });
  return new URL(headers.get('location') ?? APP).searchParams;
}

/** Pushes an authorization request, and returns the one that refers to it. */
async function pushed(server: CodeServer): Promise<URL> {
  const body = requestTo(server).searchParams;
  const answer = await fetch(`${server.url}/par`, { method: 'POST', body });
  const { request_uri: requestUri = '' } = (await answer.json()) as Texts;
  const reference = new URL(`${server.url}/authorize`);
  reference.search = `${new URLSearchParams({ client_id: body.get('client_id') ?? '', request_uri: requestUri })}`;
  return reference;
}

/** What an access token is worth at the userinfo endpoint. */
async function userInfoStatus({ url }: CodeServer, { access_token: accessToken }: TokenAnswer): Promise<number> {
  return (await fetch(`${url}/userinfo`, { headers: { Authorization: `Bearer ${accessToken}` } })).status;
}

const REFUSED = { error: 'invalid_grant' };

test.describe('the server of these tests, where it is told nothing else', () => {
  test('R66 redeems a code once; a second time ends what the first has brought', async ({ startServer }) => {
    const server = await startServer();
    const answer = await answerTo(requestTo(server));
    const tokens = await redeem(server, answer);
    expect(decodeJwt(String(tokens['id_token']))['nonce']).toBe('the-nonce');
    expect(await userInfoStatus(server, tokens)).toBe(200);

    expect(await redeem(server, answer)).toEqual(REFUSED);
    expect(await userInfoStatus(server, tokens)).toBe(401);
    expect(await refresh(server, tokens)).toEqual(REFUSED);
  });

  test('R63 R66 redeems a code for nobody but who has asked for it', async ({ startServer }) => {
    const server = await startServer();
    const answer = await answerTo(requestTo(server));
    const others = { code: 'x', code_verifier: 'x', redirect_uri: `${APP}/x`, client_id: 'x' };
    for (const [name, value] of Object.entries(others))
      expect(await redeem(server, answer, { [name]: value })).toEqual(REFUSED);
    expect(await redeem(server, answer)).toMatchObject({ token_type: 'Bearer' });
  });

  test('R63 makes no code without a challenge by S256', async ({ startServer }) => {
    const answer = await answerTo(requestTo(await startServer(), { code_challenge_method: 'plain' }));
    expect([...answer]).toEqual([]);
  });

  test('R72 R73 rotates refresh tokens; an old one ends the grant', async ({ startServer }) => {
    const server = await startServer();
    const first = await redeem(server, await answerTo(requestTo(server)));
    const second = await refresh(server, first);
    expect(decodeJwt(String(second['id_token']))).not.toHaveProperty('nonce');

    expect(await refresh(server, first)).toEqual(REFUSED);
    expect(await refresh(server, second)).toEqual(REFUSED);
    expect(await userInfoStatus(server, second)).toBe(401);
  });

  test('R82 R83 takes a pushed request once, and from its client alone; and no other, where all have to be pushed', async ({
    startServer,
  }) => {
    const server = await startServer({ mustPush: () => true });
    const reference = await pushed(server);
    expect((await answerTo(reference)).has('code')).toBe(true);
    expect([...(await answerTo(reference))]).toEqual([]);
    const ofAnother = await pushed(server);
    ofAnother.searchParams.set('client_id', 'another-client');
    expect([...(await answerTo(ofAnother))]).toEqual([]);
    expect([...(await answerTo(requestTo(server)))]).toEqual([]);
  });

  test('R78 R79 R81 takes a bound code, and bound tokens, by proofs of the one key, with its nonces, each once', async ({
    startServer,
  }) => {
    const server = await startServer({ dpopNonce: () => 'of-the-server', apiDpopNonce: () => 'of-the-api' });
    const { tokenEndpoint } = server;
    const api = `${server.url}/api/timesheets`;
    const [prove, proveOther] = [await dpopProver(), await dpopProver()];
    const answer = await answerTo(requestTo(server));
    const proof = (nonce?: string, by = prove) => by('POST', tokenEndpoint, { ...(nonce && { nonce }) });
    const redeemed = (dpop: string) => redeem(server, answer, {}, { DPoP: dpop });

    const ofAnotherKey = await answerTo(requestTo(server, { dpop_jkt: 'of-another-key' }));
    const withProof = { DPoP: await proof('of-the-server') };
    expect(await redeem(server, ofAnotherKey, {}, withProof)).toEqual({ error: 'invalid_dpop_proof' });
    expect(await redeemed(await proof())).toEqual({ error: 'use_dpop_nonce' });
    const first = await proof('of-the-server');
    const tokens = await redeemed(first);
    expect(tokens['token_type']).toBe('DPoP');
    const refreshed = (dpop?: string) => refresh(server, tokens, dpop === undefined ? {} : { DPoP: dpop });
    expect(await refreshed()).toEqual({ error: 'invalid_dpop_proof' });
    expect(await refreshed(first)).toEqual({ error: 'invalid_dpop_proof' });
    expect(await refreshed(await proof('of-the-server', proveOther))).toEqual({ error: 'invalid_dpop_proof' });
    const { access_token: accessToken } = await refreshed(await proof('of-the-server'));

    const asked = async (scheme: string, nonce: string, by = prove) => {
      const dpop = await by('GET', api, { accessToken: String(accessToken), nonce });
      const { status, headers } = await fetch(api, {
        headers: { Authorization: `${scheme} ${accessToken}`, DPoP: dpop },
      });
      return [status, /error="(\w+)"/.exec(headers.get('www-authenticate') ?? '')?.[1], headers.get('dpop-nonce')];
    };
    expect(await asked('DPoP', 'of-the-server')).toEqual([401, 'use_dpop_nonce', 'of-the-api']);
    expect(await asked('DPoP', 'of-the-api')).toEqual([200, undefined, 'of-the-api']);
    expect(await asked('Bearer', 'of-the-api')).toEqual([401, undefined, null]);
    expect(await asked('DPoP', 'of-the-api', proveOther)).toEqual([401, 'invalid_token', null]);
  });
});
