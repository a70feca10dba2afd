import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { AuthService } from 'ngx-implicit-auth';
import { Inspector } from '../model/inspector';
import type { StepState } from '../model/timeline';
import { clockTime, duration, isoTime } from './format';
import { Icon, type IconName } from './icon';

const MARKS: Readonly<Record<StepState, IconName | null>> = { done: 'check', failed: 'cross', open: null };

/** The last sign-in of this tab, step by step. */
@Component({
  selector: 'auth-inspector-timeline',
  standalone: true,
  imports: [Icon],
  templateUrl: './timeline-view.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TimelineView {
  readonly #auth = inject(AuthService);
  readonly #inspection = inject(Inspector).inspection;

  protected readonly time = clockTime;
  protected readonly iso = isoTime;
  protected readonly duration = duration;
  protected readonly marks = MARKS;
  protected readonly words: Readonly<Record<StepState, string>> = {
    done: 'Done: ',
    failed: 'Failed: ',
    open: 'Not yet: ',
  };
  protected readonly timeline = computed(() => this.#inspection().timeline);
  /** What the server has said comes past the inspection, of which the report is made: it may be anything. */
  protected readonly said = computed(() => {
    const state = this.#auth.state();
    return state.status === 'failed' ? state.error.server : undefined;
  });
  protected readonly showsSaid = signal(false);
  protected readonly isSignedIn = computed(() => this.#inspection().session !== null);
}
