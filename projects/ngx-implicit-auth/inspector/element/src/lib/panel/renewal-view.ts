import { Location } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { AuthService, ɵnoteOf as noteOf, type ɵNewNote as NewNote, type RenewalOutcome } from 'ngx-implicit-auth';
import { wordsOfRenewal } from '../model/event-words';
import { Inspector } from '../model/inspector';
import { injectNow } from '../model/now';
import { nextRenewal } from '../model/renewal';
import { clockTime } from './format';
import { TimeLeft } from './time-left';

/** How long the session lasts, when it is renewed, and the way to have it renewed now. */
@Component({
  selector: 'auth-inspector-renewal',
  standalone: true,
  imports: [TimeLeft],
  template: `
    <section class="card time" aria-labelledby="time">
      @if (session(); as session) {
        <h2 id="time" tabindex="-1">Time left</h2>
        <auth-inspector-time-left [left]="left()" [lifetime]="session.expiresAt - session.receivedAt" />
      } @else {
        <h2 id="time" tabindex="-1">No session</h2>
        <p class="quiet">The time that is left, scopes and tokens show up here as soon as somebody is signed in.</p>
      }
      <div class="renewal">
        @if (session(); as session) {
          <dl>
            <div>
              <dt>Received</dt>
              <dd>{{ time(session.receivedAt) }}</dd>
            </div>
            <div>
              <dt>Ends</dt>
              <dd>{{ time(session.expiresAt) }}</dd>
            </div>
            <div>
              <dt>Next renewal</dt>
              <dd>
                @if (isRenewing()) {
                  Right now
                } @else {
                  @if (next(); as next) {
                    @if (next.at) {
                      about {{ minute(next.at) }}<span class="in-words">, {{ next.text }}</span>
                    } @else {
                      {{ next.text }}
                    }
                  }
                }
              </dd>
            </div>
          </dl>
          <div class="actions">
            @if (canRenew()) {
              <button type="button" [attr.aria-disabled]="isRenewing()" (click)="renew()">
                {{ isRenewing() ? 'Renewing…' : 'Renew now' }}
              </button>
            }
            @if (needsSignIn()) {
              <button type="button" class="quiet-button" (click)="signIn()">Sign in again</button>
            }
          </div>
        }
        <p role="status" [class]="outcome()?.look">
          @if (outcome(); as outcome) {
            <strong>{{ outcome.title }}.</strong> {{ outcome.text }}
          }
        </p>
      </div>
    </section>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RenewalView {
  readonly #auth = inject(AuthService);
  readonly #inspection = inject(Inspector).inspection;
  readonly #here = inject(Location);
  readonly #now = injectNow();
  readonly #ended = signal<NewNote | null>(null);

  protected readonly time = clockTime;
  protected readonly session = computed(() => this.#inspection().session);
  protected readonly left = computed(() => Math.max(0, (this.session()?.expiresAt ?? 0) - this.#now()));
  protected readonly isRenewing = computed(() => this.#inspection().status === 'renewing');
  protected readonly canRenew = computed(() => this.#inspection().renewal.options !== null);
  protected readonly needsSignIn = computed(() => this.#inspection().renewal.lastOutcome === 'interaction-required');
  protected readonly next = computed(() => {
    const { session, renewal } = this.#inspection();
    return session && nextRenewal(session, renewal, this.#now());
  });
  /** How the renewal ended that was asked for here. */
  protected readonly outcome = computed(() => {
    const ended = this.#ended();
    // Once the session is over, only an outcome that has ended it is of interest.
    if (ended?.type !== 'renewal-ended' || !(this.session() ?? ended.status === 'other-person')) return null;
    return wordsOfRenewal(ended);
  });

  protected minute(milliseconds: number): string {
    return clockTime(milliseconds).slice(0, -':00'.length);
  }

  protected async renew(): Promise<void> {
    if (this.isRenewing()) return;
    this.#ended.set(null);
    const outcome: RenewalOutcome = await this.#auth.renew();
    this.#ended.set(noteOf({ type: 'renewal-ended', outcome }, false));
  }

  protected signIn(): void {
    // A failure becomes the state `failed`, or the next line of the latest events.
    this.#auth.login({ returnTo: this.#here.path(true) }).catch(() => {});
  }
}
