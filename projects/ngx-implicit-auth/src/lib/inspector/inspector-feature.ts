import { isPlatformBrowser } from '@angular/common';
import { DestroyRef, ENVIRONMENT_INITIALIZER, EnvironmentInjector, inject, NgZone, PLATFORM_ID } from '@angular/core';
import type { AuthFeature } from '../settings/auth-feature';
import { EventLog } from './event-log';
import { isPressed, keyCombination, type KeyCombination } from './key-combination';
import { OpenTabs } from './open-tabs';

/** How the inspector is shown. */
export interface InspectorOptions {
  /**
   * The key that shows and hides it: `Ctrl`, `Alt`, `Shift` or `Meta`, joined by `+`, and then the place of a key, as
   * `KeyboardEvent.code` names it. `Ctrl+Shift+Semicolon` by default.
   */
  readonly key?: string;
}

/** The inspector at the edge of the page. */
export interface InspectorDialog {
  readonly toggle: () => void;
  readonly close: () => void;
}

/** Loads what makes the dialog. */
type LoadDialog = () => Promise<(injector: EnvironmentInjector) => InspectorDialog>;

/**
 * Listens from the start of the app, and shows the inspector when its key is pressed.
 *
 * The other entry points of the package say what is loaded for it: an `import()` here would be part of every app.
 *
 * @throws AuthError `config_invalid` for a `key` that is none
 */
export function inspectorFeature(
  { key = 'Ctrl+Shift+Semicolon' }: InspectorOptions = {},
  loadDialog: LoadDialog,
): AuthFeature {
  const combination = keyCombination(key);
  return {
    ɵkind: 'inspector',
    ɵproviders: [
      EventLog,
      OpenTabs,
      { provide: ENVIRONMENT_INITIALIZER, multi: true, useValue: () => startInspector(combination, loadDialog) },
    ],
  };
}

function startInspector(combination: KeyCombination, loadDialog: LoadDialog): void {
  inject(EventLog);
  inject(OpenTabs);
  if (!isPlatformBrowser(inject(PLATFORM_ID))) return;
  const injector = inject(EnvironmentInjector);
  const zone = inject(NgZone);
  const over = new AbortController();
  let dialog: Promise<InspectorDialog> | undefined;
  const onKey = (event: KeyboardEvent) => {
    if (!isPressed(combination, event)) return;
    event.preventDefault();
    dialog ??= loadDialog().then((makeDialog) => makeDialog(injector));
    dialog.then(
      ({ toggle }) => {
        // The app may be gone by now.
        if (!over.signal.aborted) zone.run(toggle);
      },
      () => {
        // The next press tries anew.
        dialog = undefined;
      },
    );
  };
  zone.runOutsideAngular(() => {
    addEventListener('keydown', onKey, over);
  });
  inject(DestroyRef).onDestroy(() => {
    over.abort();
    dialog?.then(
      ({ close }) => {
        close();
      },
      () => {},
    );
  });
}
