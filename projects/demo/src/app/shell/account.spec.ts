import { TestBed } from '@angular/core/testing';
import { AuthService } from 'ngx-implicit-auth';
import { AuthTestingController, provideAuthTesting } from 'ngx-implicit-auth/testing';
import { appConfig } from '../app.config';
import { Toast } from '../ui/toast';
import { Account } from './account';

function account() {
  TestBed.configureTestingModule({ providers: [...appConfig.providers, provideAuthTesting()] });
  return {
    account: TestBed.inject(Account),
    auth: TestBed.inject(AuthService),
    controller: TestBed.inject(AuthTestingController),
    toast: TestBed.inject(Toast),
  };
}

describe('Account', () => {
  it('signs in in a small window', async () => {
    const { account: own, auth, controller, toast } = account();
    const signedIn = own.signInHere();
    expect(await controller.redirected()).toMatchObject({ window: 'popup' });
    await controller.answer({ claims: { sub: 'alice' } });
    await signedIn;
    expect([auth.claims()?.sub, toast.message()]).toEqual(['alice', expect.stringContaining('never left')]);
  });

  it('says that the browser has blocked the window', async () => {
    const { account: own, controller, toast } = account();
    controller.blockPopups();
    await own.signInHere();
    expect(toast.message()).toContain('blocked');
  });

  it('says that a token is still good that could not be revoked', async () => {
    const { account: own, auth, controller, toast } = account();
    controller.signIn();
    controller.setUnreachable('revocation');
    await own.signOutHere(true);
    expect([auth.isAuthenticated(), toast.message()]).toEqual([false, expect.stringContaining('could not be revoked')]);
  });

  it('goes to the server to sign out there as well', async () => {
    const { account: own, controller } = account();
    controller.signIn();
    await own.signOut();
    expect(await controller.redirected()).toMatchObject({ type: 'sign-out' });
  });
});
