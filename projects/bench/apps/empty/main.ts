// The empty app with both routes of the app that signs people in, the second one to a component of its own.
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter } from '@angular/router';
import { App, Callback, Home } from '../pages.ts';

void bootstrapApplication(App, {
  providers: [
    provideRouter([
      { path: '', component: Home },
      { path: 'auth/callback', component: Callback },
    ]),
    provideHttpClient(withInterceptors([])),
  ],
});
