import { Component, computed, input } from '@angular/core';

/** Outlines on a grid of 24 by 24. */
const OUTLINES = {
  alert: 'M12 8.5v4.5m0 3.4v.1M10.3 4.2 2.9 17a2 2 0 0 0 1.7 3h14.8a2 2 0 0 0 1.7-3L13.7 4.2a2 2 0 0 0-3.4 0Z',
  arrow: 'M5 12h14m-6-6 6 6-6 6',
  chart: 'M4.5 20v-8m5 8V4m5 16v-9.5m5 9.5V7.5',
  check: 'm5 12.8 4.6 4.7L19 7',
  clock: 'M12 7v5l3.2 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  cross: 'm6.5 6.5 11 11m0-11-11 11',
  dark: 'M20.5 14.3A8.5 8.5 0 0 1 9.7 3.5a8.5 8.5 0 1 0 10.8 10.8Z',
  inbox:
    'M3.5 13.5 6.3 5.6a1.5 1.5 0 0 1 1.4-1h8.6a1.5 1.5 0 0 1 1.4 1l2.8 7.9' +
    'M3.5 13.5v4a2 2 0 0 0 2 2h13a2 2 0 0 0 2-2v-4m-17 0h4.6l1.4 2.5h5l1.4-2.5h4.6',
  light:
    'M12 2.5v2m0 15v2M4.9 4.9l1.4 1.4m11.4 11.4 1.4 1.4M2.5 12h2m15 0h2M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4' +
    'M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0Z',
  lock:
    'M8 10.5V7.8a4 4 0 0 1 8 0v2.7m-9.5 0h11A1.5 1.5 0 0 1 19 12v7a1.5 1.5 0 0 1-1.5 1.5h-11' +
    'A1.5 1.5 0 0 1 5 19v-7a1.5 1.5 0 0 1 1.5-1.5Z',
  pencil: 'm14.5 6.5 3 3M4.5 19.5l.9-3.9L16.2 4.8a1.8 1.8 0 0 1 2.5 0l.5.5a1.8 1.8 0 0 1 0 2.5L8.4 18.6l-3.9.9Z',
  person: 'M16 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0ZM4.5 20c.7-3.6 3.7-5.5 7.5-5.5s6.8 1.9 7.5 5.5',
  plus: 'M12 5v14m-7-7h14',
  search: 'm20 20-4.3-4.3M17.5 11a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0Z',
  shield: 'm8.7 12 2.3 2.3 4.3-4.4M12 3l7.5 2.8v5.4c0 4.6-3 8.2-7.5 9.8-4.5-1.6-7.5-5.2-7.5-9.8V5.8L12 3Z',
  system:
    'M9 20h6m-3-3.5V20' +
    'M4.5 4.5h15A1.5 1.5 0 0 1 21 6v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 15V6a1.5 1.5 0 0 1 1.5-1.5Z',
} as const;

export type IconName = keyof typeof OUTLINES;

/** A picture beside words that say the same; screen readers pass it over. */
@Component({
  selector: 'demo-icon',
  template: `<svg viewBox="0 0 24 24" aria-hidden="true"><path [attr.d]="outline()" /></svg>`,
  styles: `
    :host {
      display: inline-grid;
      flex: none;
    }
    svg {
      width: 1.25em;
      height: 1.25em;
      fill: none;
      stroke: currentColor;
      stroke-width: 2;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
  `,
})
export class Icon {
  readonly name = input.required<IconName>();
  protected readonly outline = computed(() => OUTLINES[this.name()]);
}
