import { isPlatformBrowser } from '@angular/common';
import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  inject,
  Injector,
  PLATFORM_ID,
  type FactoryProvider,
  type Type,
} from '@angular/core';
import { ɵEventLog as EventLog, ɵOpenTabs as OpenTabs } from 'ngx-implicit-auth';
import { showPanel } from './panel/show-panel';

/**
 * Shows what the library does and has: the state, the last sign-in with each check, renewals, tabs, scopes and tokens,
 * requests, what is stored, and the configuration. For a page that developers see.
 *
 * It is in a shadow root of its own: no style of the app reaches it, and none of its own the app. It is as light or dark
 * as the page around it (`color-scheme`).
 *
 * What an app puts into the element is shown below all that, in the app's own style.
 *
 * Without `withInspector()` it tells of what happens while it is shown, and of what an inspector in this tab has noted
 * before.
 *
 * @example
 * ```ts
 * @Component({ selector: 'app-dev-page', imports: [AuthInspector], template: '<auth-inspector />' })
 * export class DevPage {}
 * ```
 */
@Component({
  selector: 'auth-inspector',
  standalone: true,
  template: '<ng-content />',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { ngSkipHydration: 'true' },
  providers: [theAppsOrOwn(EventLog), theAppsOrOwn(OpenTabs)],
})
export class AuthInspector {
  constructor() {
    inject(EventLog);
    inject(OpenTabs);
    if (!isPlatformBrowser(inject(PLATFORM_ID))) return;
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    showPanel(host, inject(Injector));
  }
}

/** What `withInspector()` provides for the app; where that is missing, one for this element. */
function theAppsOrOwn<T>(type: Type<T>): FactoryProvider {
  return { provide: type, useFactory: () => inject(type, { optional: true, skipSelf: true }) ?? new type() };
}
