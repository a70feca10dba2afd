import { HttpClient, HttpClientModule } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { RouterModule } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { AuthModule, AuthService } from 'ngx-implicit-auth';
import { AuthTestingController, provideAuthTesting } from 'ngx-implicit-auth/testing';
import { routes } from './app.routes';
import { authConfig } from './auth.config';

@Component({ selector: 'app-greeting', standalone: false, template: 'Hello, {{ auth.claims()?.name }}' })
class Greeting {
  protected readonly auth = inject(AuthService);
}

describe('An app with AuthModule', () => {
  let controller: AuthTestingController;

  beforeEach(() => {
    TestBed.configureTestingModule({
      imports: [HttpClientModule, RouterModule.forRoot(routes), AuthModule.forRoot(authConfig)],
      declarations: [Greeting],
      providers: [provideHttpClientTesting(), provideAuthTesting()],
    });
    controller = TestBed.inject(AuthTestingController);
  });

  it('greets whoever is signed in', () => {
    controller.signIn({ claims: { sub: 'alice', name: 'Alice' } });
    const greeting = TestBed.createComponent(Greeting);
    greeting.detectChanges();
    expect((greeting.nativeElement as HTMLElement).textContent).toBe('Hello, Alice');
  });

  it('sends the access token', () => {
    controller.signIn({ accessToken: 'token-1' });
    TestBed.inject(HttpClient).get('https://api.example.com/timesheets').subscribe();
    const { request } = TestBed.inject(HttpTestingController).expectOne('https://api.example.com/timesheets');
    expect(request.headers.get('Authorization')).toBe('Bearer token-1');
  });

  it('is asked for a guarded page', async () => {
    controller.signIn({ claims: { sub: 'alice', name: 'Alice' } });
    const harness = await RouterTestingHarness.create('/timesheets');
    expect(harness.routeNativeElement?.textContent).toContain('Timesheets of Alice');
  });
});
