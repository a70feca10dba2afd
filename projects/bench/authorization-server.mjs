// An authorization server that asks nobody anything, and keeps everybody waiting as long as it is told to.
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { listenOnLoopback } from '../sandbox/loopback-server.ts';

const forAnyOrigin = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'authorization',
  'Access-Control-Expose-Headers': 'www-authenticate',
};

/**
 * Starts it. `requests` lists the paths that were requested since it was last emptied, preflights included; `latency`
 * is how many milliseconds each answer takes, 0 at first. `answeredAt` is when it last answered an authorization request,
 * in epoch milliseconds; `refused` is the access token that its API does not take any more.
 */
export async function startAuthorizationServer() {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'a-key', use: 'sig', alg: 'RS256' };
  const stage = { latency: 0, requests: [], answeredAt: 0, refused: '' };
  const running = await listenOnLoopback(0, (issuer) => async (request, response) => {
    const url = new URL(request.url, issuer);
    stage.requests.push(url.pathname);
    if (stage.latency > 0) await wait(stage.latency);
    if (url.pathname === '/authorize') {
      response.writeHead(303, { Location: await responseUrl(issuer, url.searchParams, privateKey, jwk.kid) }).end();
      stage.answeredAt = Date.now();
      return;
    }
    if (request.headers.authorization === `Bearer ${stage.refused}`) {
      response.writeHead(401, { ...forAnyOrigin, 'WWW-Authenticate': 'Bearer error="invalid_token"' }).end();
      return;
    }
    const document = { [METADATA]: metadata(issuer), '/jwks': { keys: [jwk] }, '/userinfo': PERSON, '/api': [] }[
      url.pathname
    ];
    response.writeHead(document ? 200 : 404, { ...forAnyOrigin, 'Content-Type': 'application/json' });
    response.end(request.method === 'OPTIONS' ? '' : JSON.stringify(document));
  });
  return Object.assign(stage, running);
}

const METADATA = '/.well-known/openid-configuration';
const PERSON = { sub: 'alice', name: 'Alice Example', email: 'alice@example.com', email_verified: true };
const LIFETIME_SECONDS = 3600;

function metadata(issuer) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    jwks_uri: `${issuer}/jwks`,
    userinfo_endpoint: `${issuer}/userinfo`,
    response_types_supported: ['id_token token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

/** The URL by which the browser brings the response back to the app. */
async function responseUrl(issuer, request, privateKey, kid) {
  const accessToken = randomBytes(600).toString('base64url');
  const atHash = createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url');
  const idToken = await new SignJWT({ ...PERSON, nonce: request.get('nonce'), at_hash: atHash })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
    .setIssuer(issuer)
    .setAudience(request.get('client_id'))
    .setIssuedAt()
    .setExpirationTime(`${LIFETIME_SECONDS} s`)
    .sign(privateKey);
  const fragment = new URLSearchParams({
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: String(LIFETIME_SECONDS),
    id_token: idToken,
    scope: request.get('scope'),
    state: request.get('state'),
  });
  return `${request.get('redirect_uri')}#${fragment}`;
}
