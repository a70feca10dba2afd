import { Component, input } from '@angular/core';
import { Icon } from '../ui/icon';
import type { Entry } from './entry';

/** Whether an entry is approved. */
@Component({
  selector: 'demo-status-badge',
  imports: [Icon],
  template: `
    @if (entry().status === 'approved') {
      <span class="badge" [title]="'Approved by ' + entry().approvedBy"><demo-icon name="check" />Approved</span>
    } @else {
      <span class="badge waiting"><demo-icon name="clock" />Waiting</span>
    }
  `,
})
export class StatusBadge {
  readonly entry = input.required<Pick<Entry, 'status' | 'approvedBy'>>();
}
