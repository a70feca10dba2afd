import { DatePipe } from '@angular/common';
import { Component, computed, inject } from '@angular/core';
import { AuthService } from 'ngx-implicit-auth';
import { Icon } from '../ui/icon';
import { SignInTimeline } from './sign-in-timeline';
import { stepsOf } from './timeline-steps';

/** The last sign-in of this tab, step by step. */
@Component({
  selector: 'demo-timeline-view',
  imports: [DatePipe, Icon],
  templateUrl: './timeline-view.html',
  styleUrl: './timeline-view.css',
})
export class TimelineView {
  readonly #entries = inject(SignInTimeline).entries;
  protected readonly isSignedIn = inject(AuthService).isAuthenticated;
  protected readonly startedAt = computed(() => this.#entries()[0]?.at);
  protected readonly steps = computed(() => stepsOf(this.#entries()));
  protected readonly words = { done: 'Done: ', failed: 'Failed: ', open: 'Not yet: ' };

  protected durationOf(milliseconds: number): string {
    return milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
  }
}
