import { ChangeDetectionStrategy, Component, Input } from '@angular/core';

/** Outlines on a grid of 24 by 24. */
const OUTLINES = {
  alert: 'M12 8.5v4.5m0 3.4v.1M10.3 4.2 2.9 17a2 2 0 0 0 1.7 3h14.8a2 2 0 0 0 1.7-3L13.7 4.2a2 2 0 0 0-3.4 0Z',
  arrow: 'M5 12h14m-6-6 6 6-6 6',
  check: 'm5 12.8 4.6 4.7L19 7',
  cross: 'm6.5 6.5 11 11m0-11-11 11',
} as const;

export type IconName = keyof typeof OUTLINES;

/** A picture beside words that say the same; screen readers pass it over. */
@Component({
  selector: 'auth-inspector-icon',
  standalone: true,
  template: `<svg viewBox="0 0 24 24" aria-hidden="true"><path [attr.d]="outlines[name]" /></svg>`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Icon {
  @Input({ required: true }) name!: IconName;

  protected readonly outlines = OUTLINES;
}
