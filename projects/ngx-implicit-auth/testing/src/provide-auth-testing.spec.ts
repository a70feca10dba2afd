import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { AuthService, provideAuth, withStorage, type AuthConfig } from 'ngx-implicit-auth';
import { ROUTES, testedApp } from '../../src/lib/testing/tested-app';
import { AuthTestingController } from './auth-testing-controller';
import { AuthTestingError } from './auth-testing-error';
import { provideAuthTesting } from './provide-auth-testing';

describe('provideAuthTesting()', () => {
  it('stands beside the app’s own configuration', () => {
    TestBed.configureTestingModule({
      providers: [
        provideRouter(ROUTES),
        provideAuth({ issuer: 'https://id.example.com', clientId: 'timesheets-spa' }),
        provideAuthTesting(),
      ],
    });
    TestBed.inject(AuthTestingController).signIn();
    expect(TestBed.inject(AuthService).claims()).toMatchObject({
      iss: 'https://id.example.com',
      aud: 'timesheets-spa',
    });
  });

  it('starts while the configuration is still to come', async () => {
    let resolve: (config: AuthConfig) => void = () => {};
    const promise = new Promise<AuthConfig>((settle) => (resolve = settle));
    TestBed.configureTestingModule({ providers: [provideRouter(ROUTES), provideAuth(promise), provideAuthTesting()] });
    const controller = TestBed.inject(AuthTestingController);
    const auth = TestBed.inject(AuthService);
    expect(auth.state().status).toBe('starting');
    expect(() => controller.signIn()).toThrow(AuthTestingError);
    resolve({ issuer: 'https://id.example.com', clientId: 'timesheets-spa' });
    await auth.ready;
    controller.signIn();
    expect(auth.isAuthenticated()).toBe(true);
  });

  it('refuses to start without a configuration', () => {
    TestBed.configureTestingModule({ providers: [provideAuthTesting()] });
    expect(() => TestBed.inject(AuthTestingController)).toThrow(/provideAuthTesting\(\{\}\)/);
  });

  it('refuses to start with two configurations', () => {
    TestBed.configureTestingModule({
      providers: [provideAuth({ issuer: 'https://id.example.com', clientId: 'spa' }), provideAuthTesting({})],
    });
    expect(() => TestBed.inject(AuthTestingController)).toThrow(/provideAuthTesting\(\) beside/);
  });

  it('takes a member that is undefined for one that is left out', () => {
    const { controller, auth } = testedApp({ config: { issuer: undefined, scope: undefined } });
    controller.signIn();
    expect(auth.claims()).toMatchObject({ iss: 'https://id.test' });
  });

  it.each(['first', 'second'])('leaves nobody signed in from one test to the next: the %s', () => {
    const { controller, auth } = testedApp({ features: [withStorage(() => localStorage)] });
    expect(auth.state().status).toBe('signed-out');
    controller.signIn();
    expect(localStorage).toHaveLength(1);
  });
});
