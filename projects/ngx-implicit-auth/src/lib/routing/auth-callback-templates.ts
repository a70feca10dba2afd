import { Directive, inject, TemplateRef } from '@angular/core';
import { AuthCallback, type AuthCallbackFailure } from './auth-callback';

/**
 * What {@link AuthCallback} shows while a sign-in is being completed.
 *
 * @example
 * <auth-callback><app-spinner *authBusy /></auth-callback>
 */
@Directive({ selector: 'ng-template[authBusy]', standalone: true })
export class AuthBusy {
  constructor() {
    inject(AuthCallback).busy.set(inject<TemplateRef<unknown>>(TemplateRef));
  }
}

/**
 * What {@link AuthCallback} shows when a sign-in has failed.
 *
 * @example
 * <auth-callback>
 *   <p *authFailed="let error; retry as retry">{{ error.message }} <button (click)="retry()">Again</button></p>
 * </auth-callback>
 */
@Directive({ selector: 'ng-template[authFailed]', standalone: true })
export class AuthFailed {
  constructor() {
    inject(AuthCallback).failed.set(inject<TemplateRef<AuthCallbackFailure>>(TemplateRef));
  }

  /** Tells templates the types of what they are given. */
  static ngTemplateContextGuard(_directive: AuthFailed, _context: unknown): _context is AuthCallbackFailure {
    return true;
  }
}
