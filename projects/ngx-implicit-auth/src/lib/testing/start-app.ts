import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import {
  NavigationCancel,
  NavigationCancellationCode,
  NavigationEnd,
  NavigationError,
  Router,
  RouterOutlet,
  type Routes,
} from '@angular/router';
import { filter, firstValueFrom } from 'rxjs';
import { AuthCallback } from '../routing/auth-callback';
import { loadPart } from '../session/load-part';
import type { Page, PageOptions, Tab } from './fake-tab';

@Component({ selector: 'auth-test-home', template: 'the home page', changeDetection: ChangeDetectionStrategy.OnPush })
class Home {}

@Component({
  selector: 'auth-test-secret',
  template: 'the secret page',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Secret {}

@Component({ selector: 'auth-test-other', template: 'the other page', changeDetection: ChangeDetectionStrategy.OnPush })
export class Other {}

@Component({
  selector: 'auth-test-root',
  imports: [RouterOutlet],
  template: '<router-outlet />',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
class Root {}

/** A page whose app has been started: its router navigates and its components are shown. */
export interface StartedApp extends Page {
  readonly router: Router;
  readonly fixture: ComponentFixture<unknown>;
  /** Resolves with the URL at which the navigation under way comes to rest. */
  settled(): Promise<string>;
  /** Resolves when the app is about to leave for the server. */
  leaving(): Promise<{ readonly url: string; readonly replaceUrl: boolean }>;
  /** The text that a person sees. */
  text(): string;
}

/** Opens the app in a tab with its first navigation under way; `/` and the callback are routes of every app. */
export function startApp(tab: Tab, url: string, routes: Routes, options: PageOptions = {}): StartedApp {
  let left: (redirect: { url: string; replaceUrl: boolean }) => void;
  const leaving = new Promise<{ url: string; replaceUrl: boolean }>((resolve) => (left = resolve));
  const { redirect } = tab.platform;
  tab.platform.redirect = (to, how) => {
    redirect(to, how);
    left({ url: to, ...how });
  };
  const page = tab.open(url, {
    ...options,
    routes: [
      { path: '', pathMatch: 'full', component: Home },
      { path: 'auth/callback', component: AuthCallback },
      ...routes,
    ],
  });
  const router = TestBed.inject(Router);
  const fixture = TestBed.createComponent(Root);
  fixture.autoDetectChanges();
  router.initialNavigation();
  const isAtRest = (event: unknown) =>
    event instanceof NavigationEnd ||
    event instanceof NavigationError ||
    (event instanceof NavigationCancel &&
      event.code !== NavigationCancellationCode.Redirect &&
      event.code !== NavigationCancellationCode.SupersededByNewNavigation);
  return {
    ...page,
    router,
    fixture,
    settled: async () => {
      if (router.currentNavigation()) await firstValueFrom(router.events.pipe(filter(isAtRest)));
      // As AuthCallback does, and after it.
      await loadPart(import('../routing/auth-callback-part'));
      await fixture.whenStable();
      return router.url;
    },
    leaving: () => leaving,
    text: () => {
      const visible = (fixture.nativeElement as HTMLElement).cloneNode(true) as HTMLElement;
      for (const hidden of visible.querySelectorAll('[hidden]')) hidden.remove();
      return visible.textContent.replace(/\s+/g, ' ').trim();
    },
  };
}
