import { Component, computed, input } from '@angular/core';
import type { Session } from 'ngx-implicit-auth';
import { injectNow } from './now';

const SECOND_MS = 1000;

/** A ring that empties until the session ends. Its role is `timer`, so that no screen reader reads out every second. */
@Component({
  selector: 'demo-time-left',
  template: `
    <div class="ring" [class.short]="share() < 0.2">
      <svg viewBox="0 0 120 120" aria-hidden="true">
        <circle cx="60" cy="60" r="53" pathLength="100" />
        <circle class="left" cx="60" cy="60" r="53" pathLength="100" [attr.stroke-dasharray]="share() * 100 + ' 100'" />
      </svg>
      <p>
        <span role="timer" aria-label="Time left" class="clock">{{ clock() }}</span>
        <span class="unit">left</span>
      </p>
    </div>
  `,
  styleUrl: './time-left.css',
})
export class TimeLeft {
  readonly session = input.required<Session>();

  readonly #now = injectNow();
  readonly #leftMs = computed(() => Math.max(0, this.session().expiresAt - this.#now()));

  protected readonly share = computed(() => {
    const { receivedAt, expiresAt } = this.session();
    return Math.min(1, this.#leftMs() / (expiresAt - receivedAt));
  });
  protected readonly clock = computed(() => {
    const seconds = Math.ceil(this.#leftMs() / SECOND_MS);
    const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    const padded = [minutes, rest].map((part) => String(part).padStart(2, '0'));
    return hours > 0 ? [hours, ...padded].join(':') : [minutes, padded[1]].join(':');
  });
}
