import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Inspector } from '../model/inspector';
import { injectNow } from '../model/now';
import type { StoredData } from '../model/stored-data';
import { age, bytes } from './format';

/** What the library keeps in the browser, and where. Says that something is there, never what it is. */
@Component({
  selector: 'auth-inspector-stored',
  standalone: true,
  template: `
    <section class="card" aria-labelledby="stored">
      <h2 id="stored" tabindex="-1">What is stored where</h2>
      <p class="quiet">Of this library alone, and no cookie.</p>
      <table>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          @for (row of rows(); track row.what) {
            <tr>
              <th scope="row">
                {{ row.what }}
                <span class="where">{{ row.where }}</span>
                <span class="detail">{{ row.detail }}</span>
              </th>
              <td>
                <span class="badge" [class.off]="!row.count">{{ row.now }}</span>
                @if (row.more) {
                  <span class="detail">{{ row.more }}</span>
                }
              </td>
            </tr>
          }
        </tbody>
      </table>
    </section>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StoredView {
  readonly #inspection = inject(Inspector).inspection;
  readonly #now = injectNow();

  protected readonly rows = computed(() =>
    this.#inspection().stored.map((data) => ({ ...data, now: nowOf(data), more: moreOf(data, this.#now()) })),
  );
}

function nowOf({ count }: StoredData): string {
  if (count === null) return 'Not known';
  if (count === 0) return 'Empty';
  return count === 1 ? 'Kept' : `${count} kept`;
}

function moreOf({ count, size, since }: StoredData, now: number): string {
  if (!count) return '';
  return [size !== null && bytes(size), since !== null && since <= now && age(now - since)].filter(Boolean).join(', ');
}
