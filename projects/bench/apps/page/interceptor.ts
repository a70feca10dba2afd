import {
  HttpBackend,
  HttpClient,
  HttpResponse,
  provideHttpClient,
  withInterceptors,
  type HttpInterceptorFn,
} from '@angular/common/http';
import { createEnvironmentInjector, type EnvironmentInjector, type EnvironmentProviders } from '@angular/core';
import { authInterceptor, AuthService, provideAuth } from 'ngx-implicit-auth';
import { of } from 'rxjs';
import { interleave, median, medianOf } from '../../interleaved.ts';
import { authConfig } from './auth-config.ts';

export interface InterceptorCost {
  /** What the library adds to a request, by the number of resource servers listed. */
  readonly addedMicroseconds: Readonly<Record<RuleCount, number>>;
  /** A request with 100 resource servers listed, as a multiple of one with 1 listed. */
  readonly growth: number;
  /** A request through the chain that it is compared with. */
  readonly microseconds: number;
}

type RuleCount = (typeof RULE_COUNTS)[number];

const RULE_COUNTS = [1, 10, 100, 1000] as const;
const ROUNDS = 301;
const REQUESTS_PER_ROUND = 200;
/** Shared by all rules, so that finding the origin alone decides nothing. */
const ORIGINS = 10;

const answer = of(new HttpResponse({ body: null, status: 200 }));
const backend: HttpBackend = { handle: () => answer };

/** Sends requests that no network sees, to listed resource servers and to others. Somebody has to be signed in. */
export async function measureInterceptor(
  parent: EnvironmentInjector,
): Promise<Record<'matching' | 'foreign' | 'relative', InterceptorCost>> {
  const token = parent.get(AuthService).accessToken();
  if (token === null) throw new Error('Nobody is signed in.');
  // What the interceptor cannot do without: adding the header, or passing the request on.
  const addHeader = clientWith(parent, (request, next) =>
    next(request.clone({ setHeaders: { Authorization: `Bearer ${token}` } })),
  );
  const passOn = clientWith(parent, (request, next) => next(request));
  const rule = (i: number) => `https://api${i % ORIGINS}.example.com/v1/service-${i}`;
  const withLibrary = (rules: number) =>
    clientWith(parent, authInterceptor, provideAuth(authConfig(Array.from({ length: rules }, (_, i) => rule(i)))));
  const clients = RULE_COUNTS.map((rules) => ({ rules, client: withLibrary(rules) }));

  const compare = async (baseline: HttpClient, urlsFor: (rules: number) => readonly string[]) => {
    const times = await interleave(ROUNDS, {
      baseline: sending(baseline, urlsFor(1)),
      ...Object.fromEntries(clients.map(({ rules, client }) => [rules, sending(client, urlsFor(rules))])),
    } as Record<RuleCount | 'baseline', () => void>);
    const microseconds = (milliseconds: number) => (milliseconds / REQUESTS_PER_ROUND) * 1000;
    const added = RULE_COUNTS.map((rules) => [
      rules,
      medianOf(times[rules], times.baseline, (library, baseline) => microseconds(library - baseline)),
    ]);
    return {
      addedMicroseconds: Object.fromEntries(added) as Record<RuleCount, number>,
      growth: medianOf(times[100], times[1], (hundred, one) => hundred / one),
      microseconds: microseconds(median(times.baseline)),
    };
  };
  return {
    matching: await compare(addHeader, (rules) => urls((i) => `${rule(i % rules)}/items/${i}`)),
    foreign: await compare(passOn, () => urls((i) => `https://cdn.example.net/v1/service-${i}/items/${i}`)),
    relative: await compare(passOn, () => urls((i) => `/assets/service-${i}/items/${i}`)),
  };
}

function clientWith(
  parent: EnvironmentInjector,
  interceptor: HttpInterceptorFn,
  ...providers: EnvironmentProviders[]
): HttpClient {
  return createEnvironmentInjector(
    [provideHttpClient(withInterceptors([interceptor])), { provide: HttpBackend, useValue: backend }, ...providers],
    parent,
  ).get(HttpClient);
}

/** No URL comes twice in a round, as nothing is gained in an app by remembering the last one. */
function urls(at: (i: number) => string): readonly string[] {
  return Array.from({ length: REQUESTS_PER_ROUND }, (_, i) => at(i));
}

function sending(client: HttpClient, urls: readonly string[]): () => void {
  return () => {
    for (const url of urls) client.get(url).subscribe();
  };
}
