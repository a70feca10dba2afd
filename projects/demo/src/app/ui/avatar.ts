import { Component, computed, input } from '@angular/core';

/** Somebody's initials, beside their name. */
@Component({
  selector: 'demo-avatar',
  template: `{{ initials() }}`,
  host: { 'aria-hidden': 'true' },
  styles: `
    :host {
      display: grid;
      place-items: center;
      flex: none;
      width: 2.5em;
      height: 2.5em;
      border-radius: 50%;
      background: var(--soft);
      color: var(--accent);
      font-weight: 700;
      letter-spacing: 0.01em;
    }
  `,
})
export class Avatar {
  readonly name = input.required<string>();
  protected readonly initials = computed(() =>
    this.name()
      .split(/\s+/)
      .slice(0, 2)
      .map((word) => word.charAt(0).toUpperCase())
      .join(''),
  );
}
