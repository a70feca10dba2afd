import { ApplicationRef, createComponent, type EnvironmentInjector } from '@angular/core';
import type { ɵInspectorDialog as InspectorDialog } from 'ngx-implicit-auth';
import { AuthInspector } from '../auth-inspector';
import { inEnglish } from '../panel/in-english';
import { isolate } from '../panel/isolate';
import { DIALOG_STYLE } from './dialog-style';

/**
 * Makes the dialog. The page beside it goes on: it can be used while the inspector shows what becomes of that. Only where
 * the app has opened a modal dialog, the inspector is one as well, as nothing else could be used then.
 */
export function inspectorDialog(injector: EnvironmentInjector): InspectorDialog {
  let close: (() => void) | null = null;
  return {
    toggle: () => {
      if (close) close();
      else close = open(injector, () => (close = null));
    },
    close: () => close?.(),
  };
}

/** Opens it, and returns what closes it. */
function open(injector: EnvironmentInjector, onClosed: () => void): () => void {
  const before = document.activeElement;
  const host = document.createElement('div');
  const dialog = inEnglish(document.createElement('dialog'));
  dialog.setAttribute('aria-labelledby', 'title');
  const bar = Object.assign(document.createElement('div'), { className: 'bar' });
  const title = Object.assign(document.createElement('h1'), { id: 'title', textContent: 'Signing in, inspected' });
  const button = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Close' });
  const hostElement = document.createElement('auth-inspector');
  // Before it is in the shadow root, as the panel in it.
  const inspector = createComponent(AuthInspector, { environmentInjector: injector, hostElement });
  bar.append(title, button);
  dialog.append(bar, hostElement);
  isolate(host, DIALOG_STYLE).append(dialog);
  document.body.append(host);
  injector.get(ApplicationRef).attachView(inspector.hostView);
  const over = new AbortController();
  const end = () => {
    over.abort();
    const hadFocus = document.activeElement === host || document.activeElement === document.body;
    inspector.destroy();
    host.remove();
    onClosed();
    if (hadFocus && before instanceof HTMLElement) before.focus();
  };
  const close = () => {
    dialog.close();
    // Its event comes later than the key may be pressed again.
    end();
  };
  button.addEventListener('click', close);
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    // What the app does at this key is not meant.
    event.stopPropagation();
    event.preventDefault();
    close();
  });
  // A gesture of the system may close it, too.
  dialog.addEventListener('close', end, over);
  if (document.querySelector('dialog:modal')) dialog.showModal();
  else dialog.show();
  button.focus();
  return close;
}
