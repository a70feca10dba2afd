import {
  HttpBackend,
  HttpClient,
  HttpResponse,
  provideHttpClient,
  withInterceptors,
  type HttpInterceptorFn,
} from '@angular/common/http';
import type { EnvironmentProviders } from '@angular/core';
import { createApplication } from '@angular/platform-browser';
import { calculateJwkThumbprint } from 'jose';
import { authInterceptor, provideAuth, withDpop } from 'ngx-implicit-auth';
import { firstValueFrom, from, of, switchMap } from 'rxjs';
import { interleave, median, medianOf, type Repeat } from '../../interleaved.ts';
import { authConfig } from './ngx-implicit-auth.ts';

export interface ProofCost {
  /** A request with a proof, as a multiple of one that waits for a signature by the same key, and is sent then. */
  readonly toSigned: number;
  /** Microseconds of that signature alone. */
  readonly signature: number;
}

const API = 'https://api.example.com';
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const ROUNDS = 201;
const MOST_PER_ROUND = 20;

/** Sends requests with a proof that no network sees, and signs as much by hand. */
export async function measureProof(): Promise<ProofCost> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, false, ['sign']);
  await keepKey(keys);
  bindSession(await calculateJwkThumbprint(await crypto.subtle.exportKey('jwk', keys.publicKey)));
  const proofs: string[] = [];
  const handle: HttpBackend['handle'] = ({ headers }) => {
    proofs[0] = headers.get('DPoP') ?? '';
    return of(new HttpResponse({ body: null, status: 200 }));
  };
  const config = { ...authConfig([API]), responseType: 'code' } as const;
  const proving = await clientOf(handle, authInterceptor, provideAuth(config, withDpop()));
  await firstValueFrom(proving.get(`${API}/first`));
  if (!proofs[0]) throw new Error('The request had no proof: is nobody signed in?');

  const bytes = new TextEncoder().encode(proofs[0]);
  const sign = () => crypto.subtle.sign(ALGORITHM, keys.privateKey, bytes);
  const signing = await clientOf(handle, (request, next) =>
    from(sign()).pipe(switchMap(() => next(request.clone({ setHeaders: { Authorization: 'DPoP', DPoP: 'a-proof' } })))),
  );
  const times = await interleave(ROUNDS, MOST_PER_ROUND, {
    proved: sending(proving),
    signed: sending(signing),
    signature: async (count) => {
      for (let i = 0; i < count; i++) await sign();
    },
  });
  return {
    toSigned: medianOf(times.proved, times.signed, (a, b) => a / b),
    signature: median(times.signature),
  };
}

async function clientOf(
  handle: HttpBackend['handle'],
  interceptor: HttpInterceptorFn,
  ...providers: readonly EnvironmentProviders[]
): Promise<HttpClient> {
  const { injector } = await createApplication({
    providers: [
      provideHttpClient(withInterceptors([interceptor])),
      ...providers,
      { provide: HttpBackend, useValue: { handle } },
    ],
  });
  return injector.get(HttpClient);
}

function sending(client: HttpClient): Repeat {
  return async (count) => {
    for (let i = 0; i < count; i++) await firstValueFrom(client.get(`${API}/${i}`));
  };
}

/** Puts the keys where the library has them. */
async function keepKey(keys: CryptoKeyPair): Promise<void> {
  const { issuer, clientId } = authConfig([]);
  const opening = indexedDB.open(`ngx-implicit-auth ${issuer} ${clientId} dpop`);
  opening.onupgradeneeded = () => opening.result.createObjectStore('entries').createIndex('at', 'at');
  await new Promise((resolve) => (opening.onsuccess = resolve));
  const transaction = opening.result.transaction('entries', 'readwrite');
  transaction.objectStore('entries').put(keys, 'keys');
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  opening.result.close();
}

/** Makes the access token one that is bound to a key. */
function bindSession(boundTo: string): void {
  const name = Object.keys(sessionStorage).find((each) => each.endsWith(' session')) ?? '';
  const session = JSON.parse(sessionStorage.getItem(name) ?? '{}') as object;
  sessionStorage.setItem(name, JSON.stringify({ ...session, boundTo }));
}
