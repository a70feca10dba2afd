import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Inspector } from '../model/inspector';

/** The configuration with its defaults, and the features. */
@Component({
  selector: 'auth-inspector-configuration',
  standalone: true,
  template: `
    <section class="card" aria-labelledby="configuration">
      <h2 id="configuration" tabindex="-1">Configuration</h2>
      <p class="quiet">What the app has set, and the defaults of the rest. Features: {{ features() }}.</p>
      <dl class="options">
        @for (option of options(); track option.name) {
          <div [class.default]="option.isDefault">
            <dt>
              <code>{{ option.name }}</code>
            </dt>
            <dd>
              <code>{{ option.value }}</code>
              @if (option.isDefault) {
                <span class="badge off">default</span>
              }
            </dd>
          </div>
        }
      </dl>
    </section>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ConfigurationView {
  readonly #inspection = inject(Inspector).inspection;

  protected readonly options = computed(() => this.#inspection().configuration);
  protected readonly features = computed(() => {
    const { features } = this.#inspection();
    return features ? features.join(', ') || 'none' : 'told in development alone';
  });
}
