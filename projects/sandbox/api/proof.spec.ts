import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, beforeEach, describe, it } from 'node:test';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { proofVerifier, type VerifyProof } from './proof.ts';

const REQUEST = { method: 'GET', url: 'http://localhost:4301/timesheets', accessToken: 'the-token' };

describe('the proof that comes with a DPoP token', () => {
  let privateKey: CryptoKey;
  let jwk: JWK;
  let verify: VerifyProof;
  before(async () => {
    const pair = await generateKeyPair('ES256');
    privateKey = pair.privateKey;
    jwk = await exportJWK(pair.publicKey);
  });
  beforeEach(() => {
    verify = proofVerifier();
  });

  const proof = (claims: Readonly<Record<string, unknown>> = {}, header: Readonly<Record<string, unknown>> = {}) =>
    new SignJWT({
      jti: crypto.randomUUID(),
      htm: 'GET',
      htu: REQUEST.url,
      iat: Math.floor(Date.now() / 1000),
      ath: createHash('sha256').update(REQUEST.accessToken).digest('base64url'),
      ...claims,
    })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk, ...header })
      .sign(privateKey);

  it('tells by which key it was made', async () => {
    assert.equal(await verify(await proof(), REQUEST), await calculateJwkThumbprint(jwk));
  });

  it('names no token where none comes along, as at a token endpoint', async () => {
    const { accessToken: _, ...exchange } = REQUEST;
    assert.equal(await verify(await proof({ ath: undefined }), exchange), await calculateJwkThumbprint(jwk));
    await assert.rejects(verify(await proof(), exchange));
  });

  it('A34 is good once', async () => {
    const once = await proof();
    await verify(once, REQUEST);
    await assert.rejects(verify(once, REQUEST));
  });

  for (const [name, claims] of Object.entries({
    'another method': { htm: 'POST' },
    'another URL': { htu: 'http://localhost:4301/payroll' },
    'another token': { ath: createHash('sha256').update('another').digest('base64url') },
    'no token': { ath: undefined },
    'a time long ago': { iat: Math.floor(Date.now() / 1000) - 120 },
    'no name of its own': { jti: undefined },
  })) {
    it(`A34 is refused with ${name}`, async () => {
      await assert.rejects(verify(await proof(claims), REQUEST));
    });
  }

  it('A35 is refused when another key has signed it than the one it names, and when it is something else', async () => {
    const other = await exportJWK((await generateKeyPair('ES256')).publicKey);
    await assert.rejects(verify(await proof({}, { jwk: other }), REQUEST));
    await assert.rejects(verify(await proof({}, { typ: 'JWT' }), REQUEST));
    await assert.rejects(verify('', REQUEST));
  });
});
