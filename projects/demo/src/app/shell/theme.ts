import { DOCUMENT, inject, Injectable, signal } from '@angular/core';

export const THEMES = ['system', 'light', 'dark'] as const;
export type ThemeName = (typeof THEMES)[number];

/** Where the choice is kept; `theme.js` reads it before the first paint. */
const THEME_KEY = 'timesheets-demo theme';

/** The colours the person has chosen; `system` follows the device. */
@Injectable({ providedIn: 'root' })
export class Theme {
  readonly #root = inject(DOCUMENT).documentElement;
  readonly #name = signal<ThemeName>(THEMES.find((name) => name === this.#root.dataset['theme']) ?? 'system');
  readonly name = this.#name.asReadonly();

  choose(name: ThemeName): void {
    this.#name.set(name);
    if (name === 'system') delete this.#root.dataset['theme'];
    else this.#root.dataset['theme'] = name;
    try {
      if (name === 'system') localStorage.removeItem(THEME_KEY);
      else localStorage.setItem(THEME_KEY, name);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  }
}
