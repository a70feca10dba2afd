import { Component } from '@angular/core';

/** The outline of a list that is on its way. */
@Component({
  selector: 'demo-loading-list',
  template: `
    <p class="visually-hidden" role="status">Loading timesheets…</p>
    <div class="card" aria-hidden="true">
      @for (width of [62, 48, 70]; track width) {
        <div class="row">
          <span class="tile"></span>
          <span class="line" [style.width.%]="width"></span>
        </div>
      }
    </div>
  `,
  styles: `
    .row {
      display: flex;
      align-items: center;
      gap: 1rem;
      padding-block: 0.75rem;
    }
    .tile,
    .line {
      border-radius: 0.75rem;
      background: var(--line);
      animation: breathe 1.2s ease-in-out infinite alternate;
    }
    .tile {
      width: 3rem;
      height: 3rem;
    }
    .line {
      height: 0.875rem;
    }
    @keyframes breathe {
      from {
        opacity: 0.45;
      }
    }
  `,
})
export class LoadingList {}
