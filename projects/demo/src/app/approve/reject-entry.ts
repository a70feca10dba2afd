import {
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  input,
  output,
  signal,
  viewChild,
  type OnInit,
} from '@angular/core';
import { form, FormField, maxLength, required, submit, type ValidationError } from '@angular/forms/signals';
import type { Entry } from '../timesheets/entry';
import { wordsOf } from '../timesheets/entry-words';
import { problemOfChange } from '../timesheets/problem';
import { TimesheetsApi } from '../timesheets/timesheets-api';
import { Modal } from '../ui/modal';
import { Toast } from '../ui/toast';
import { injectTyped } from '../ui/typed';

/** Asks why an entry is not approved, and rejects it. */
@Component({
  selector: 'demo-reject-entry',
  imports: [FormField, Modal],
  template: `
    <demo-modal heading="Reject this entry?" (closed)="leave()">
      <p>{{ words() }}. {{ entry().employeeName }} reads why, and can hand it in again.</p>
      @if (entry().note) {
        <p class="quiet-text clamped">{{ entry().note }}</p>
      }
      <form novalidate aria-labelledby="modal-heading" (submit)="submit($event)">
        <div class="field">
          <label for="reason">Reason</label>
          <textarea
            id="reason"
            rows="3"
            [formField]="rejection.reason"
            [attr.aria-invalid]="!!fault()"
            aria-describedby="reason-fault"
          ></textarea>
          <p class="fault" id="reason-fault">{{ fault() }}</p>
        </div>
        <div role="alert">
          @if (failure()) {
            <p class="failure">{{ failure() }}</p>
          }
        </div>
        <div class="actions">
          @if (isGone()) {
            <button type="button" class="button" (click)="modal().close()">Close</button>
          } @else {
            <button type="button" class="button" (click)="modal().close()">Cancel</button>
            <button class="button danger" [attr.aria-disabled]="rejection().submitting()">
              {{ rejection().submitting() ? 'Rejecting…' : 'Reject' }}
            </button>
          }
        </div>
      </form>
    </demo-modal>
  `,
  styles: `
    form {
      margin-top: 1.25rem;
    }
  `,
})
export class RejectEntry implements OnInit {
  readonly #api = inject(TimesheetsApi);
  readonly #toast = inject(Toast);
  readonly #destroyRef = inject(DestroyRef);
  readonly #typed = injectTyped<{ readonly id: number; readonly reason: string }>('reason');
  readonly #isTried = signal(false);
  /** Whether the entry does not wait any more, so that there is nothing left to reject. */
  protected readonly isGone = signal(false);
  protected readonly modal = viewChild.required(Modal);

  readonly entry = input.required<Entry>();
  readonly rejected = output<Entry>();
  /** The entry is not what it was, but this; `null` when it does not wait any more. */
  readonly outdated = output<Entry | null>();
  readonly closed = output();

  protected readonly words = computed(() => wordsOf(this.entry()));
  protected readonly rejection = form(signal({ reason: '' }), (path) => {
    required(path.reason, { message: 'Give the reason, so that it can be put right.' });
    maxLength(path.reason, 500);
  });
  protected readonly fault = computed(() => (this.#isTried() && this.rejection.reason().errors()[0]?.message) || '');
  /** What the reason is not to blame for. */
  protected readonly failure = signal('');

  constructor() {
    effect(() => {
      const { id } = this.entry();
      const { reason } = this.rejection().value();
      if (reason) this.#typed.keep({ id, reason });
    });
  }

  ngOnInit(): void {
    const typed = this.#typed.read();
    if (typed?.id === this.entry().id) this.rejection.reason().value.set(typed.reason);
  }

  /** Stays until the answer is there, which has to be told, even when the person has closed the question meanwhile. */
  protected leave(): void {
    if (!this.rejection().submitting()) this.closed.emit();
  }

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    this.#isTried.set(true);
    await submit(this.rejection, () => this.#reject());
    this.rejection().errorSummary()[0]?.fieldTree().focusBoundControl();
  }

  async #reject(): Promise<ValidationError.WithOptionalFieldTree[]> {
    this.failure.set('');
    try {
      const rejected = await this.#api.reject(this.entry(), this.rejection().value());
      this.#typed.forget();
      this.modal().close();
      this.rejected.emit(rejected);
      return [];
    } catch (error) {
      const { detail, errors, isOutdated } = problemOfChange(error);
      if (this.#destroyRef.destroyed) {
        this.#toast.show(`Not rejected: ${this.words()}. ${detail}`);
        return [];
      }
      if (isOutdated) await this.#tellOutdated();
      this.modal().open();
      const [fault] = errors;
      if (fault) return [{ kind: 'server', message: fault.detail, fieldTree: this.rejection.reason }];
      this.failure.set(detail);
      return [];
    }
  }

  async #tellOutdated(): Promise<void> {
    const becomes = await this.#api.lookAgain(this.entry());
    this.isGone.set(becomes?.status !== 'submitted');
    // The button that was pressed goes away.
    if (this.isGone()) this.rejection.reason().focusBoundControl();
    this.outdated.emit(becomes);
  }
}
