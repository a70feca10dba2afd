import { DestroyRef, Directive, inject, TemplateRef, untracked, type WritableSignal } from '@angular/core';
import { AuthCallback } from './auth-callback';
import type { AuthCallbackFailure } from './auth-callback-part';

/**
 * What {@link AuthCallback} shows while a sign-in is being completed.
 *
 * @example
 * ```html
 * <auth-callback><app-spinner *authCompleting /></auth-callback>
 * ```
 */
@Directive({ selector: 'ng-template[authCompleting]', standalone: true })
export class AuthCompleting {
  constructor() {
    handOver(inject(AuthCallback).completing);
  }
}

/**
 * What {@link AuthCallback} shows when a sign-in has failed.
 *
 * @example
 * ```html
 * <auth-callback>
 *   <p *authFailed="let error; words as words; retry as retry">{{ words }} <button (click)="retry()">Again</button></p>
 * </auth-callback>
 * ```
 */
@Directive({ selector: 'ng-template[authFailed]', standalone: true })
export class AuthFailed {
  constructor() {
    handOver(inject(AuthCallback).failed);
  }

  /** Tells the compiler the type of the template's context. */
  static ngTemplateContextGuard(directive: AuthFailed, context: unknown): context is AuthCallbackFailure {
    return directive instanceof AuthFailed && context !== undefined;
  }
}

/** Has a template shown for as long as it is there. */
function handOver<T>(place: WritableSignal<TemplateRef<T> | null>): void {
  const template = inject<TemplateRef<T>>(TemplateRef);
  place.set(template);
  inject(DestroyRef).onDestroy(() => {
    // It goes while the template around it is being evaluated, in which no signal may be written.
    untracked(() => {
      if (place() === template) place.set(null);
    });
  });
}
