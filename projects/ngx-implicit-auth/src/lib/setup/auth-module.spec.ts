import {
  HTTP_INTERCEPTORS,
  HttpClient,
  provideHttpClient,
  withInterceptors,
  withInterceptorsFromDi,
  withXsrfConfiguration,
} from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import {
  ChangeDetectionStrategy,
  Component,
  importProvidersFrom,
  NgModule,
  type EnvironmentProviders,
  type Provider,
} from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { AuthInterceptor, authInterceptor, AuthModule, memoryStorage, withStorage } from 'ngx-implicit-auth';
import { AuthCallbackHarness } from 'ngx-implicit-auth/testing';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Tab } from '../testing/fake-tab';

const server = await fakeAuthorizationServer();
const API = 'https://api.example.com/timesheets';
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
  document.cookie = 'XSRF-TOKEN=from-the-cookie';
});

const signIn = (...providers: (Provider | EnvironmentProviders)[]) =>
  tab.signIn({ asModule: true, providers: [...providers, provideHttpClientTesting()] });

function post(url: string): { authorization: string[] | null; xsrf: string | null } {
  TestBed.inject(HttpClient).post(url, {}).subscribe();
  const { headers } = TestBed.inject(HttpTestingController).expectOne(url).request;
  return { authorization: headers.getAll('Authorization'), xsrf: headers.get('X-XSRF-TOKEN') };
}

describe('AuthModule.forRoot()', () => {
  it.each<[string, (Provider | EnvironmentProviders)[]]>([
    ['never calls provideHttpClient()', []],
    ['calls plain provideHttpClient()', [provideHttpClient()]],
    ['wires the function as well', [provideHttpClient(withInterceptors([authInterceptor]))]],
    [
      'wires the class as well',
      [
        provideHttpClient(withInterceptorsFromDi()),
        { provide: HTTP_INTERCEPTORS, useExisting: AuthInterceptor, multi: true },
      ],
    ],
  ])('R47 A7 adds the header, once, in an app that %s', async (_, providers) => {
    const { auth } = await signIn(...providers);

    expect(post(API).authorization).toEqual([`Bearer ${auth.accessToken() ?? 'none'}`]);
    expect(post('https://other.example.com/').authorization).toBeNull();
  });

  it.each<[string, (Provider | EnvironmentProviders)[]]>([
    ['never calls provideHttpClient()', []],
    ['calls plain provideHttpClient()', [provideHttpClient()]],
  ])('keeps Angular’s XSRF protection in an app that %s', async (_, providers) => {
    await signIn(...providers);

    expect(post('/own')).toEqual({ authorization: null, xsrf: 'from-the-cookie' });
  });

  it('keeps what the app has configured for its HttpClient', async () => {
    document.cookie = 'OWN=from-another-cookie';
    await signIn(
      provideHttpClient(
        withXsrfConfiguration({ cookieName: 'OWN', headerName: 'X-XSRF-TOKEN' }),
        withInterceptors([(request, next) => next(request.clone({ setHeaders: { Authorization: 'Basic own' } }))]),
      ),
    );

    expect(post('/own').xsrf).toBe('from-another-cookie');
    expect(post(API).authorization).toEqual(['Basic own']);
  });

  it('takes the features of provideAuth()', async () => {
    const memory = memoryStorage();
    const { auth } = await tab.signIn({ asModule: true, features: [withStorage(() => memory)] });

    expect(auth.isAuthenticated()).toBe(true);
    expect(tab.storage.dump()).not.toContain('access-token');
  });

  it('reports a wrong configuration as provideAuth() does', async () => {
    const { auth } = tab.open(APP, { asModule: true, config: { clientId: '' } });

    await expect(auth.login()).rejects.toMatchObject({ code: 'config_invalid' });
  });
});

@Component({
  selector: 'auth-test-declared',
  // eslint-disable-next-line @angular-eslint/prefer-standalone -- an app of NgModules declares its components
  standalone: false,
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<auth-callback
    ><em *authCompleting>busy</em><em *authFailed="let error">{{ error.code }}</em></auth-callback
  >`,
})
class Declared {}

@NgModule({ imports: [AuthModule], declarations: [Declared] })
class FeatureModule {}

describe('AuthModule', () => {
  it('gives the declared components of a module the callback and its templates', async () => {
    tab.open(APP, { asModule: true, providers: [importProvidersFrom(FeatureModule)] });
    const fixture = TestBed.createComponent(Declared);
    fixture.detectChanges();
    const page = AuthCallbackHarness.in(fixture.nativeElement as HTMLElement);

    expect(await page.text()).toBe('response_missing');
  });
});
