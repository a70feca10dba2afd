// The recipes of docs/testing.md, word for word. A user's spec has them at its top level.
import {
  HttpBackend,
  HttpClient,
  HttpResponse,
  provideHttpClient,
  withInterceptors,
  type HttpRequest,
} from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, type Routes } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import {
  AuthCallback,
  authGuard,
  authInterceptor,
  AuthModule,
  AuthService,
  provideAuth,
  requireScopes,
  requireStepUp,
  withSilentRenewal,
  withTabSync,
  type AuthConfig,
} from 'ngx-implicit-auth';
import { AuthCallbackHarness, AuthTestingController, provideAuthTesting } from 'ngx-implicit-auth/testing';
import { readFileSync } from 'node:fs';
import { firstValueFrom, of } from 'rxjs';

@Component({ selector: 'app-greeting', template: 'Hello, {{ auth.claims()?.name }}' })
class Greeting {
  readonly auth = inject(AuthService);
}

@Component({ selector: 'app-other', template: 'not for you' })
class NotForYou {}

const authConfig: AuthConfig = {
  issuer: 'https://id.example.com',
  clientId: 'timesheets-spa',
  scope: 'openid read:reports',
  resourceServers: ['https://api.example.com', { url: 'https://reports.example.com', audience: 'reports' }],
};

const routes: Routes = [
  { path: '', component: NotForYou },
  { path: 'auth/callback', component: AuthCallback },
  { path: 'reports', component: Greeting, canActivate: [authGuard] },
  { path: 'approve', component: Greeting, canMatch: [requireScopes('approve')] },
  { path: 'approve', component: NotForYou },
  { path: 'pay', component: Greeting, canActivate: [requireStepUp({ acrValues: 'mfa' })] },
];

const appConfig = {
  providers: [
    provideRouter(routes),
    provideHttpClient(withInterceptors([authInterceptor])),
    provideAuth(authConfig, withSilentRenewal(), withTabSync()),
  ],
};

describe('a recipe', () => {
  it('sends strangers to sign in', async () => {
    TestBed.configureTestingModule({ providers: [provideRouter(routes), provideAuthTesting({})] });
    void TestBed.inject(Router).navigateByUrl('/reports');
    expect(await TestBed.inject(AuthTestingController).redirected()).toMatchObject({ returnTo: '/reports' });
  });

  it('lets whoever is signed in pass', async () => {
    TestBed.configureTestingModule({ providers: [provideRouter(routes), provideAuthTesting({})] });
    TestBed.inject(AuthTestingController).signIn();
    await TestBed.inject(Router).navigateByUrl('/reports');
    expect(TestBed.inject(Router).url).toBe('/reports');
  });

  it('comes back to the page that the person wanted', async () => {
    TestBed.configureTestingModule({ providers: [provideRouter(routes), provideAuthTesting({})] });
    const controller = TestBed.inject(AuthTestingController);
    void TestBed.inject(Router).navigateByUrl('/reports?year=2026');
    await controller.redirected();
    await controller.answer({ claims: { sub: 'alice', name: 'Alice' } });
    expect(TestBed.inject(Router).url).toBe('/reports?year=2026');
  });

  it('lets approvers approve, and nobody else', async () => {
    TestBed.configureTestingModule({ providers: [provideRouter(routes), provideAuthTesting({})] });
    TestBed.inject(AuthTestingController).signIn({ scope: 'openid read:reports' });
    const harness = await RouterTestingHarness.create('/approve');
    expect(harness.routeNativeElement?.textContent).toBe('not for you');
  });

  it('asks for a second factor before a payment', async () => {
    TestBed.configureTestingModule({ providers: [provideRouter(routes), provideAuthTesting({})] });
    const controller = TestBed.inject(AuthTestingController);
    controller.signIn({ claims: { sub: 'alice', acr: 'pwd' } });
    void TestBed.inject(Router).navigateByUrl('/pay');
    expect((await controller.redirected()).parameters['acr_values']).toBe('mfa');
    await controller.answer();
    expect(TestBed.inject(Router).url).toBe('/pay');
  });

  it('greets whoever is signed in', () => {
    TestBed.configureTestingModule({ providers: [provideAuthTesting({})] });
    TestBed.inject(AuthTestingController).signIn({ claims: { sub: 'alice', name: 'Alice' } });
    const fixture = TestBed.createComponent(Greeting);
    fixture.detectChanges();
    expect(fixture.nativeElement.textContent).toBe('Hello, Alice');
  });

  it('calls the API as whoever is signed in', () => {
    TestBed.configureTestingModule({
      providers: [...appConfig.providers, provideHttpClientTesting(), provideAuthTesting()],
    });
    TestBed.inject(AuthTestingController).signIn({ accessToken: 'token-1' });
    TestBed.inject(HttpClient).get('https://api.example.com/reports').subscribe();
    const { request } = TestBed.inject(HttpTestingController).expectOne('https://api.example.com/reports');
    expect(request.headers.get('Authorization')).toBe('Bearer token-1');
  });

  it('calls an API with the token of its own', async () => {
    const echo = {
      handle: ({ headers }: HttpRequest<unknown>) => of(new HttpResponse({ body: headers.get('Authorization') })),
    };
    TestBed.configureTestingModule({
      providers: [...appConfig.providers, { provide: HttpBackend, useValue: echo }, provideAuthTesting()],
    });
    TestBed.inject(AuthTestingController).signIn();
    TestBed.inject(AuthTestingController).accessToken('https://reports.example.com', 'token-2');
    const sent = firstValueFrom(TestBed.inject(HttpClient).get('https://reports.example.com/sales'));
    expect(await sent).toBe('Bearer token-2');
  });

  it('says why a sign-in has failed, and tries once more', async () => {
    TestBed.configureTestingModule({ providers: [provideRouter(routes), provideAuthTesting({})] });
    const controller = TestBed.inject(AuthTestingController);
    const harness = await RouterTestingHarness.create('/auth/callback');
    controller.fail('access_denied', { returnTo: '/reports' });
    const page = AuthCallbackHarness.in(harness.fixture.nativeElement);
    expect(await page.text()).toContain('Access was refused');
    await page.retry();
    expect(await controller.redirected()).toMatchObject({ returnTo: '/reports' });
  });

  it('goes on when the session is renewed, and not when it cannot be', async () => {
    TestBed.configureTestingModule({ providers: [...appConfig.providers, provideAuthTesting()] });
    const controller = TestBed.inject(AuthTestingController);
    const auth = TestBed.inject(AuthService);
    controller.signIn();
    await controller.renew();
    expect(auth.isAuthenticated()).toBe(true);
    controller.answerSilently('interaction-required');
    controller.expire();
    await auth.renew();
    expect(auth.isAuthenticated()).toBe(false);
  });

  it('signs out at the server, and comes back', async () => {
    TestBed.configureTestingModule({ providers: [provideRouter(routes), provideAuthTesting({})] });
    const controller = TestBed.inject(AuthTestingController);
    controller.signIn();
    void TestBed.inject(AuthService).logout();
    expect(await controller.redirected()).toMatchObject({ type: 'sign-out' });
    await controller.answer();
    expect(TestBed.inject(Router).url).toBe('/');
  });

  it('signs out with the other tabs', () => {
    TestBed.configureTestingModule({ providers: [...appConfig.providers, provideAuthTesting()] });
    const controller = TestBed.inject(AuthTestingController);
    controller.otherTab().signIn({ claims: { sub: 'alice', name: 'Alice' } });
    expect(TestBed.inject(AuthService).claims()?.name).toBe('Alice');
    controller.otherTab().signOut();
    expect(controller.events.at(-1)).toEqual({ type: 'signed-out', reason: 'other-tab' });
  });

  it('says so when the server is down', async () => {
    TestBed.configureTestingModule({ providers: [provideAuthTesting({})] });
    TestBed.inject(AuthTestingController).setUnreachable('discovery');
    await expect(TestBed.inject(AuthService).login()).rejects.toMatchObject({ code: 'server_unreachable' });
  });

  it('works with NgModules', () => {
    TestBed.configureTestingModule({
      imports: [AuthModule.forRoot(authConfig)],
      providers: [provideAuthTesting()],
    });
    TestBed.inject(AuthTestingController).signIn();
    expect(TestBed.inject(AuthService).isAuthenticated()).toBe(true);
  });
});

describe('docs/testing.md', () => {
  it('shows nothing that is not here', () => {
    const lines = (text: string) => text.split('\n').map((line) => line.trim());
    const here = lines(readFileSync('projects/ngx-implicit-auth/testing/src/recipes.spec.ts', 'utf8')).join('\n');
    const shown = [...readFileSync('docs/testing.md', 'utf8').matchAll(/^```ts\n([^]*?)^```/gm)];
    expect(shown.length).toBeGreaterThan(8);
    for (const [, code = ''] of shown) expect(here).toContain(lines(code.trim()).join('\n'));
  });
});
