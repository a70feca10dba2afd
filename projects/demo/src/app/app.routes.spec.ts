import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { AuthTestingController, provideAuthTesting } from 'ngx-implicit-auth/testing';
import { TIMESHEETS_API } from './addresses';
import { appConfig } from './app.config';
import { Approve } from './approve/approve';
import { NotAnApprover } from './approve/not-an-approver';

describe('the demo’s routes', () => {
  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [...appConfig.providers, provideHttpClientTesting(), provideAuthTesting()],
    });
  });

  it.each(['/timesheets', '/profile', '/approve'])('send strangers from %s to sign in, and back', async (path) => {
    await RouterTestingHarness.create();
    const [router, controller] = [TestBed.inject(Router), TestBed.inject(AuthTestingController)];
    void router.navigateByUrl(path);
    expect(await controller.redirected()).toMatchObject({ returnTo: path });
    await controller.answer();
    expect(router.url).toBe(path);
  });

  it('have the API asked as whoever is signed in', async () => {
    TestBed.inject(AuthTestingController).signIn({ accessToken: 'token-1' });
    const harness = await RouterTestingHarness.create('/timesheets');
    harness.detectChanges();
    const { request } = TestBed.inject(HttpTestingController).expectOne(`${TIMESHEETS_API}/timesheets`);
    expect(request.headers.get('Authorization')).toBe('Bearer token-1');
  });

  it('let approvers approve, and tell the others why they cannot', async () => {
    const controller = TestBed.inject(AuthTestingController);
    controller.signIn({ scope: 'openid approve:timesheets' });
    const harness = await RouterTestingHarness.create();
    await harness.navigateByUrl('/approve', Approve);
    controller.signIn({ scope: 'openid' });
    await harness.navigateByUrl('/');
    await harness.navigateByUrl('/approve', NotAnApprover);
    expect(harness.routeNativeElement?.textContent).toMatch(/approve/i);
  });
});
