import { HttpClient, provideHttpClient, withInterceptors, withXhr } from '@angular/common/http';
import type { EnvironmentProviders } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { authInterceptor } from 'ngx-implicit-auth';
import { catchError, firstValueFrom, of } from 'rxjs';
import { fakeAuthorizationServer, type FakeAuthorizationServer } from '../testing/fake-authorization-server';
import { openInBrowser, visit } from '../testing/browser-page';

const home = location.href;
let server: FakeAuthorizationServer;
const config = { resourceServers: ['/api'] };
let warned: Promise<string>;
let warnings: string[];

beforeAll(async () => {
  server = await fakeAuthorizationServer();
});

beforeEach(() => {
  sessionStorage.clear();
  visit('/');
  warnings = [];
  warned = new Promise((resolve) => {
    spyOn(console, 'warn').and.callFake((text: string) => {
      warnings.push(text);
      resolve(text);
    });
  });
});

afterEach(() => {
  visit(home);
  sessionStorage.clear();
});

async function signIn(provider: EnvironmentProviders): Promise<void> {
  const options = { config, providers: [provider] };
  const { auth, redirects } = openInBrowser(server, options);
  await auth.login();
  visit(await server.answer(redirects[0] ?? ''));
  await openInBrowser(server, options).auth.ready;
}

/** Sends a real request, which the test server answers with 404. */
async function request(url: string): Promise<void> {
  await firstValueFrom(
    TestBed.inject(HttpClient)
      .get(url, { responseType: 'text' })
      .pipe(catchError(() => of(null))),
  );
}

/** Resolves when every observer has been told of the requests so far. */
async function observed(url: string): Promise<void> {
  await new Promise<void>((resolve) => {
    const observer = new PerformanceObserver((list) => {
      if (!list.getEntries().some(({ name }) => name.endsWith(url))) return;
      observer.disconnect();
      resolve();
    });
    observer.observe({ type: 'resource', buffered: true });
  });
}

describe('an interceptor that is not wired', () => {
  it('is told of when a real request to a resource server was sent, by fetch', async () => {
    await signIn(provideHttpClient());
    await request('/api/by-fetch');

    expect(await warned).toContain('withInterceptors([authInterceptor])');
  });

  it('is told of when a real request to a resource server was sent, by XMLHttpRequest', async () => {
    await signIn(provideHttpClient(withXhr()));
    await request('/api/by-xhr');

    expect(await warned).toContain('withInterceptors([authInterceptor])');
  });

  it('is not told of when the request went elsewhere', async () => {
    await signIn(provideHttpClient());
    await request('/other/somewhere');
    await observed('/other/somewhere');

    expect(warnings).toEqual([]);
  });
});

describe('an interceptor that is wired', () => {
  it('is not told of', async () => {
    await signIn(provideHttpClient(withInterceptors([authInterceptor])));
    await request('/api/wired');
    await observed('/api/wired');

    expect(warnings).toEqual([]);
  });
});
