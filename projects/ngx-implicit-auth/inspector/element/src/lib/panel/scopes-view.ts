import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Inspector } from '../model/inspector';
import { Icon } from './icon';

/** What was asked for, and which of it was granted. */
@Component({
  selector: 'auth-inspector-scopes',
  standalone: true,
  imports: [Icon],
  template: `
    <section class="card" aria-labelledby="scopes">
      <h2 id="scopes" tabindex="-1">Scopes</h2>
      <ul class="scopes">
        @for (scope of scopes(); track $index) {
          <li [class.refused]="!scope.isGranted">
            <auth-inspector-icon [name]="scope.isGranted ? 'check' : 'cross'" />
            <span>
              <code>{{ scope.name }}</code>
              <span class="quiet">{{ scope.text }}</span>
            </span>
          </li>
        } @empty {
          <li>None</li>
        }
      </ul>
    </section>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScopesView {
  readonly #inspection = inject(Inspector).inspection;

  protected readonly scopes = computed(() =>
    (this.#inspection().session?.scopes ?? []).map(({ name, isGranted, isAskedFor }) => ({
      name,
      isGranted,
      text: isGranted ? (isAskedFor ? 'granted' : 'granted without being asked for') : 'not granted',
    })),
  );
}
