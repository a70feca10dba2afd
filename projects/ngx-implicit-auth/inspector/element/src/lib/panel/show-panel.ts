import { ApplicationRef, createComponent, DestroyRef, EnvironmentInjector, type Injector } from '@angular/core';
import { inEnglish } from './in-english';
import { isolate } from './isolate';
import { Panel } from './panel';
import { STYLE } from './style/style';

/** Shows the inspector in the shadow root of an element, for as long as the element's injector lives. */
export function showPanel(host: HTMLElement, injector: Injector): void {
  const hostElement = inEnglish(host.ownerDocument.createElement('div'));
  const environmentInjector = injector.get(EnvironmentInjector);
  // Before it is in the shadow root: where Angular finds one around a component, it copies every style of the app's
  // components into it.
  const panel = createComponent(Panel, { environmentInjector, elementInjector: injector, hostElement });
  isolate(host, STYLE).append(hostElement);
  injector.get(ApplicationRef).attachView(panel.hostView);
  injector.get(DestroyRef).onDestroy(() => {
    panel.destroy();
  });
}
