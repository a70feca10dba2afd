import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { NavigationEnd } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { AuthCallback, AuthFailed } from 'ngx-implicit-auth';
import { filter, firstValueFrom } from 'rxjs';
import { testedApp } from '../../src/lib/testing/tested-app';
import { AuthCallbackHarness } from './auth-callback-harness';

@Component({
  template: '<auth-callback><ng-template authFailed></ng-template></auth-callback>',
  imports: [AuthCallback, AuthFailed],
})
class Silent {}

/** An app at whose callback page a sign-in is under way. */
async function atCallback() {
  const app = testedApp();
  const harness = await RouterTestingHarness.create();
  void app.router.navigateByUrl('/reports');
  await app.controller.redirected();
  await app.router.navigateByUrl('/auth/callback');
  return { ...app, page: AuthCallbackHarness.in(harness.fixture.nativeElement as HTMLElement) };
}

describe('AuthCallbackHarness', () => {
  it('reads what a person reads, as it changes, and tries once more', async () => {
    const { controller, page } = await atCallback();
    expect(await page.text()).toContain('Signing in');
    await controller.answer({ error: 'access_denied' });
    expect(await page.text()).toContain('Access was refused');

    await page.retry();
    expect(await controller.redirected()).toMatchObject({ returnTo: '/reports' });
  });

  it('goes home', async () => {
    const { controller, router, page } = await atCallback();
    controller.fail('access_denied');
    const arrived = firstValueFrom(router.events.pipe(filter((event) => event instanceof NavigationEnd)));
    await page.goHome();
    await arrived;

    expect(router.url).toBe('/');
  });

  it('says why there is nothing to click', async () => {
    const { page } = await atCallback();

    await expect(page.retry()).rejects.toThrow(/failed/);
    await expect(page.goHome()).rejects.toThrow(/failed/);
  });

  it('says how to get there', () => {
    testedApp();

    expect(() => AuthCallbackHarness.in(document)).toThrow(/answer\(\)/);
  });

  it('reads nothing where the app shows nothing', async () => {
    testedApp();
    const fixture = TestBed.createComponent(Silent);
    await fixture.whenStable();

    await expect(AuthCallbackHarness.in(fixture.nativeElement as HTMLElement).text()).resolves.toBe('');
  });
});
