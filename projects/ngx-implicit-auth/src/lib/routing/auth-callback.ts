import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  ElementRef,
  inject,
  Injector,
  signal,
  type AfterContentChecked,
  ViewContainerRef,
  type TemplateRef,
} from '@angular/core';
import { INCOMPLETE } from '../session/load-part';
import { SessionMachine } from '../session/session-machine';
import type { AuthTextsGiven } from '../settings/auth-texts';
import type { AuthCallbackFailure } from './auth-callback-part';

/**
 * The page at the redirect URI: says that the sign-in is being completed or, when it has failed, why, and offers
 * another try.
 *
 * It only shows: the library has taken the response out of the address bar before any component exists, and verifies it
 * by itself. It has a heading, and shows the way home. {@link withTexts} tells it the language, and the app may replace
 * what it says by templates, see {@link AuthCompleting} and {@link AuthFailed}. On a server it says nothing yet.
 *
 * @example
 * ```ts
 * { path: 'auth/callback', component: AuthCallback }
 * ```
 */
@Component({
  selector: 'auth-callback',
  standalone: true,
  changeDetection: ChangeDetectionStrategy.OnPush,
  // Screen readers announce only what changes in a region that is there already. The rest is loaded.
  template: '<div role="status"></div><div role="alert"></div>',
})
export class AuthCallback implements AfterContentChecked {
  /** The app's own template for the time of waiting. */
  readonly completing = signal<TemplateRef<unknown> | null>(null);
  /** The app's own template for a failed sign-in. */
  readonly failed = signal<TemplateRef<AuthCallbackFailure> | null>(null);
  #show: (() => void) | undefined;

  constructor() {
    const injector = inject(Injector);
    // On a server, too: a browser that hydrates the page looks for what was there when it was rendered.
    const views = inject(ViewContainerRef);
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const machine = inject(SessionMachine);
    let isGone = false;
    inject(DestroyRef).onDestroy(() => (isGone = true));
    import('./auth-callback-part').then(
      ({ authCallbackPart }) => {
        if (!isGone) this.#show = authCallbackPart(injector, host, views, this);
      },
      async () => {
        const texts: Partial<AuthTextsGiven> = (await machine.readTexts?.().catch(() => null)) ?? {};
        const { incomplete: textContent = INCOMPLETE, lang = 'en' } = texts;
        Object.assign(host.lastElementChild ?? host, { textContent, lang });
      },
    );
  }

  /** Takes notice of a template that comes later. */
  ngAfterContentChecked(): void {
    this.#show?.();
  }
}
