import { Directive, inject, TemplateRef } from '@angular/core';
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
    inject(AuthCallback).completing.set(inject<TemplateRef<unknown>>(TemplateRef));
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
    inject(AuthCallback).failed.set(inject<TemplateRef<AuthCallbackFailure>>(TemplateRef));
  }

  /** Tells the compiler the type of the template's context. */
  static ngTemplateContextGuard(directive: AuthFailed, context: unknown): context is AuthCallbackFailure {
    return directive instanceof AuthFailed && context !== undefined;
  }
}
