import { computed, DOCUMENT, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { AuthService, type AuthError, type AuthErrorCode, type LoginOptions } from 'ngx-implicit-auth';
import { filter, fromEvent } from 'rxjs';
import { signOut } from '../auth.config';
import { tabMemory } from '../ui/tab-memory';
import { Toast } from '../ui/toast';
import { forgetTyped } from '../ui/typed';

/** Remembers that a sign-out has begun until the authorization server has brought the person back. */
const SIGNING_OUT = 'signing out';

/** What has become of the small window, where the person can do something about it. */
const WINDOW_WORDS: Partial<Record<AuthErrorCode, string>> = {
  popup_blocked: 'Your browser has blocked the window. Allow it, and press the button once more.',
  popup_closed: 'The window was closed before you had signed in.',
};

/** The way in and out, for buttons. */
@Injectable({ providedIn: 'root' })
export class Account {
  readonly #auth = inject(AuthService);
  readonly #router = inject(Router);
  readonly #toast = inject(Toast);
  readonly #document = inject(DOCUMENT);
  readonly #isSigningOut = signal(false);

  /** Whether the page is about to go to the authorization server, to sign in there. */
  readonly isSigningIn = computed(() => this.#auth.state().status === 'redirecting');
  /** Whether the page is about to go to the authorization server, to sign out there as well. */
  readonly isSigningOut = this.#isSigningOut.asReadonly();

  constructor() {
    this.#welcomeBack();
    const window = this.#document.defaultView;
    if (!window) return;
    // Back brings this very page to life again.
    fromEvent<PageTransitionEvent>(window, 'pageshow')
      .pipe(takeUntilDestroyed())
      .subscribe(({ persisted }) => {
        if (persisted) this.#isSigningOut.set(false);
      });
  }

  /**
   * Leaves for the authorization server. Where that is not possible, the page for failed sign-ins explains why, unless
   * somebody is signed in still.
   */
  signIn(options?: LoginOptions): void {
    this.#auth.login(options).catch(async () => {
      if (this.#auth.isAuthenticated()) this.#toast.show('That did not work. You are still signed in.');
      else await this.#router.navigateByUrl('/auth/callback');
    });
  }

  /** Signs in in a small window, while this page stays as it is. */
  async signInHere(): Promise<void> {
    try {
      await this.#auth.login({ window: 'popup' });
      this.#toast.show('You are signed in, and never left this page.');
      // The button that was pressed may be gone.
      this.#document.querySelector('main')?.focus();
    } catch (thrown) {
      const { code } = thrown as AuthError;
      const words = WINDOW_WORDS[code];
      if (words) this.#toast.show(words);
      else if (code !== 'popup_superseded') await this.#router.navigateByUrl('/auth/callback');
    }
  }

  /** Ends the session at the authorization server as well, where that is possible. */
  async signOut(): Promise<void> {
    if (!signOut.endsSession) return this.signOutHere();
    forgetTyped();
    this.#isSigningOut.set(true);
    tabMemory.write(SIGNING_OUT, 'yes');
    try {
      await this.#auth.logout();
    } catch {
      tabMemory.forget(SIGNING_OUT);
      await this.#router.navigateByUrl('/');
      this.#isSigningOut.set(false);
      this.#toast.show('You are signed out of this app. The authorization server could not be told.');
    }
  }

  /** Ends the session in this app alone; with `revoke`, has the server revoke the access token. */
  async signOutHere(revoke = false): Promise<void> {
    // Before the sign-out, so that nobody sees the page lose its session.
    await this.#router.navigateByUrl('/');
    forgetTyped();
    let message = 'You are signed out of this app.';
    const failures = this.#auth.events$.pipe(filter(({ type }) => type === 'revocation-failed')).subscribe(() => {
      message += ' The access token could not be revoked, and is good until it ends.';
    });
    await this.#auth.logout({ scope: 'local', revoke });
    failures.unsubscribe();
    this.#toast.show(message);
  }

  #welcomeBack(): void {
    if (!tabMemory.read(SIGNING_OUT)) return;
    tabMemory.forget(SIGNING_OUT);
    this.#toast.show('You are signed out.');
  }
}
