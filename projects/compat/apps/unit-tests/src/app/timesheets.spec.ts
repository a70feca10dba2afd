import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import {
  type AuthError,
  authInterceptor,
  AuthService,
  provideAuth,
  withSilentRenewal,
  withTabSync,
} from 'ngx-implicit-auth';
import { AuthCallbackHarness, AuthTestingController, provideAuthTesting } from 'ngx-implicit-auth/testing';
import { routes } from './app.routes';
import { authConfig } from './auth.config';

describe('Timesheets', () => {
  let controller: AuthTestingController;
  let auth: AuthService;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideRouter(routes),
        provideHttpClient(withInterceptors([authInterceptor])),
        provideHttpClientTesting(),
        provideAuth(authConfig, withSilentRenewal(), withTabSync()),
        provideAuthTesting(),
      ],
    });
    controller = TestBed.inject(AuthTestingController);
    auth = TestBed.inject(AuthService);
  });

  it('shows whose they are', async () => {
    controller.signIn({ claims: { sub: 'alice', name: 'Alice' } });
    const harness = await RouterTestingHarness.create('/timesheets');
    expect(textOf(harness)).toContain('Timesheets of Alice');
  });

  it('asks whoever is not signed in to sign in, and comes back', async () => {
    const harness = await RouterTestingHarness.create();
    void TestBed.inject(Router).navigateByUrl('/timesheets?week=9');
    const redirect = await controller.redirected();
    expect(redirect.returnTo).toBe('/timesheets?week=9');

    await controller.answer({ claims: { sub: 'alice', name: 'Alice' } });
    harness.detectChanges();
    expect(TestBed.inject(Router).url).toBe('/timesheets?week=9');
    expect(textOf(harness)).toContain('Timesheets of Alice');
  });

  it('reads them with the access token', async () => {
    controller.signIn({ accessToken: 'token-1' });
    const harness = await RouterTestingHarness.create('/timesheets');
    harness.routeNativeElement!.querySelector('button')!.click();
    const call = TestBed.inject(HttpTestingController).expectOne('https://api.example.com/timesheets');
    expect(call.request.headers.get('Authorization')).toBe('Bearer token-1');
    call.flush(['Roof', 'Cellar']);
    harness.detectChanges();
    expect(textOf(harness)).toContain('Cellar');
  });

  it('has a page for a sign-in that has failed, which tries again', async () => {
    const harness = await RouterTestingHarness.create();
    void TestBed.inject(Router).navigateByUrl('/timesheets');
    await controller.redirected();
    await controller.answer({ error: 'access_denied' });
    const page = AuthCallbackHarness.in(harness.fixture.nativeElement as HTMLElement);
    expect(await page.text()).toContain('Access was refused');

    await page.retry();
    expect((await controller.redirected()).returnTo).toBe('/timesheets');
  });

  it('signs in in a popup, unless it is closed', async () => {
    const closed = auth.login({ window: 'popup' }).catch(({ code }: AuthError) => code);
    await controller.redirected();
    controller.closePopup();
    expect(await closed).toBe('popup_closed');

    const signedIn = auth.login({ window: 'popup' });
    await controller.redirected();
    await controller.answer({ claims: { sub: 'alice' } });
    await signedIn;
    expect(auth.claims()?.sub).toBe('alice');
  });

  it('goes by what another tab does', async () => {
    controller.otherTab().signIn({ claims: { sub: 'alice', name: 'Alice' } });
    const harness = await RouterTestingHarness.create('/timesheets');
    expect(textOf(harness)).toContain('Timesheets of Alice');

    controller.otherTab().signOut();
    expect(auth.isAuthenticated()).toBe(false);
  });

  it('goes on with a token that is renewed when it expires', async () => {
    controller.signIn({ accessToken: 'token-1' });
    controller.expire();
    expect(auth.state().status).toBe('renewing');
    await auth.renew();
    expect(auth.isAuthenticated()).toBe(true);
    expect(auth.accessToken()).not.toBe('token-1');
  });

  it('ends the session when nothing can be renewed', async () => {
    controller.signIn();
    controller.answerSilently('interaction-required');
    controller.expire();
    const { status } = await auth.renew();
    expect(status).toBe('interaction-required');
    expect(controller.events.map(({ type }) => type)).toContain('session-expired');
  });
});

function textOf({ routeNativeElement }: RouterTestingHarness): string {
  return routeNativeElement?.textContent ?? '';
}
