import { ChangeDetectionStrategy, Component, Input } from '@angular/core';
import { countdown } from './format';

/** A ring that empties until the session ends. Its role is `timer`, so that no screen reader reads out every second. */
@Component({
  selector: 'auth-inspector-time-left',
  standalone: true,
  template: `
    <div class="ring" [class.short]="share < 0.2">
      <svg viewBox="0 0 120 120" aria-hidden="true">
        <circle cx="60" cy="60" r="53" pathLength="100" />
        <circle class="left" cx="60" cy="60" r="53" pathLength="100" [attr.stroke-dasharray]="share * 100 + ' 100'" />
      </svg>
      <p>
        <span role="timer" aria-label="Time left" class="clock">{{ clock }}</span>
        <span class="unit">left</span>
      </p>
    </div>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TimeLeft {
  /** Milliseconds. */
  @Input({ required: true }) left!: number;
  /** Milliseconds. */
  @Input({ required: true }) lifetime!: number;

  protected get share(): number {
    return Math.min(1, this.left / this.lifetime);
  }

  protected get clock(): string {
    return countdown(this.left);
  }
}
