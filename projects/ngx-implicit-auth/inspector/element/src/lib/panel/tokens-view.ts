import { ChangeDetectionStrategy, Component, computed, inject, signal, type Signal } from '@angular/core';
import { AuthService, ɵmasked as masked } from 'ngx-implicit-auth';
import { Inspector } from '../model/inspector';
import type { SessionFacts } from '../model/session-facts';
import { clockTime } from './format';

/** Which tokens there are, and until when; and the claims, of which the values are shown on demand. */
@Component({
  selector: 'auth-inspector-tokens',
  standalone: true,
  template: `
    <section class="card" aria-labelledby="tokens">
      <h2 id="tokens" tabindex="-1">Tokens</h2>
      <p class="quiet">Which there are, and never what they are.</p>
      <ul class="rows">
        @for (token of tokens(); track $index) {
          <li>
            <h3>
              {{ token.name }}
              @if (token.audience !== null) {
                for <code>{{ token.audience }}</code>
              }
              @if (token.isBound) {
                <span class="badge">DPoP</span>
              }
            </h3>
            <p>
              Received {{ time(token.receivedAt)
              }}{{ token.expiresAt === null ? '' : ', ends ' + time(token.expiresAt) }}
              @if (token.scope) {
                <br /><code>{{ token.scope }}</code>
              }
            </p>
          </li>
        } @empty {
          <li>None</li>
        }
      </ul>
      <header class="card-head claims-head">
        <h3 id="claims">Claims{{ isVerified() ? ', verified' : ', by userinfo alone' }}</h3>
        <button type="button" class="small" [attr.aria-pressed]="showsValues()" (click)="toggle()">Show values</button>
      </header>
      <dl class="claims" aria-labelledby="claims">
        @for (claim of claims(); track $index) {
          <div>
            <dt>
              <code>{{ claim.name }}</code>
            </dt>
            <dd>{{ claim.value }}</dd>
          </div>
        } @empty {
          <div>
            <dt>None</dt>
            <dd></dd>
          </div>
        }
      </dl>
    </section>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TokensView {
  readonly #auth = inject(AuthService);
  readonly #inspection = inject(Inspector).inspection;

  protected readonly time = clockTime;
  protected readonly showsValues = signal(false);
  protected readonly tokens: Signal<SessionFacts['tokens']> = computed(() => this.#inspection().session?.tokens ?? []);
  protected readonly isVerified = computed(() => this.#inspection().session?.isVerified ?? false);
  /** The values come past the inspection, of which the report is made. */
  protected readonly claims = computed(() => {
    const names = this.#inspection().session?.claims ?? [];
    const values: Readonly<Record<string, unknown>> = this.#auth.claims() ?? {};
    const isShown = (name: string) => this.showsValues() && name !== 'nonce';
    return names.map((name) => ({ name: masked(name), value: isShown(name) ? textOf(values[name]) : '•••' }));
  });

  protected toggle(): void {
    this.showsValues.update((shown) => !shown);
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
