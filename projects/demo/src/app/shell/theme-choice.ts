import { Component, inject } from '@angular/core';
import { Icon } from '../ui/icon';
import { Theme, THEMES } from './theme';

@Component({
  selector: 'demo-theme-choice',
  imports: [Icon],
  template: `
    <fieldset>
      <legend class="visually-hidden">Theme</legend>
      @for (name of themes; track name) {
        <label>
          <input
            type="radio"
            name="theme"
            [value]="name"
            [checked]="theme.name() === name"
            (change)="theme.choose(name)"
          />
          <demo-icon [name]="name" />
          <span>{{ words[name] }}</span>
        </label>
      }
    </fieldset>
  `,
  styleUrl: './theme-choice.css',
})
export class ThemeChoice {
  protected readonly theme = inject(Theme);
  protected readonly themes = THEMES;
  protected readonly words = { system: 'System', light: 'Light', dark: 'Dark' };
}
