import { Component, input } from '@angular/core';
import { Icon } from '../ui/icon';
import type { Entry } from './entry';

/** Whether an entry is approved or rejected, and by whom. */
@Component({
  selector: 'demo-status-badge',
  imports: [Icon],
  template: `
    @if (entry().status === 'approved') {
      <span class="badge"><demo-icon name="check" />Approved</span>
      @if (entry().approvedBy; as name) {
        <span class="by">by {{ name }}</span>
      }
    } @else if (entry().status === 'rejected') {
      <span class="badge bad"><demo-icon name="cross" />Rejected</span>
      @if (entry().rejectedBy; as name) {
        <span class="by">by {{ name }}</span>
      }
    } @else {
      <span class="badge waiting"><demo-icon name="clock" />Waiting</span>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: inherit;
      gap: 0.125rem 0.5rem;
    }
    .by {
      color: var(--quiet);
      font-size: 0.8125rem;
    }
  `,
})
export class StatusBadge {
  readonly entry = input.required<Pick<Entry, 'status' | 'approvedBy' | 'rejectedBy'>>();
}
