import { Component, computed, DestroyRef, inject, input, output, signal, viewChild } from '@angular/core';
import { Modal } from '../ui/modal';
import { Toast } from '../ui/toast';
import type { Entry } from './entry';
import { wordsOf } from './entry-words';
import { problemOfChange } from './problem';
import { TimesheetsApi } from './timesheets-api';

/** Asks whether an entry is to be deleted, and deletes it. */
@Component({
  selector: 'demo-delete-entry',
  imports: [Modal],
  template: `
    <demo-modal heading="Delete this entry?" (closed)="leave()">
      <p>{{ words() }}. It cannot be brought back.</p>
      @if (entry().note) {
        <p class="quiet-text clamped">{{ entry().note }}</p>
      }
      <div role="alert">
        @if (failure()) {
          <p class="failure">{{ failure() }}</p>
        }
      </div>
      <div class="actions">
        <button type="button" class="button" (click)="modal().close()">Keep it</button>
        <button type="button" class="button danger" [attr.aria-disabled]="isDeleting()" (click)="delete()">
          {{ isDeleting() ? 'Deleting…' : 'Delete' }}
        </button>
      </div>
    </demo-modal>
  `,
})
export class DeleteEntry {
  readonly #api = inject(TimesheetsApi);
  readonly #toast = inject(Toast);
  readonly #destroyRef = inject(DestroyRef);
  protected readonly modal = viewChild.required(Modal);

  readonly entry = input.required<Entry>();
  readonly deleted = output();
  /** The entry is not what it was, but this; `null` when it is gone. */
  readonly outdated = output<Entry | null>();
  readonly closed = output();

  protected readonly words = computed(() => wordsOf(this.entry()));
  protected readonly failure = signal('');
  protected readonly isDeleting = signal(false);

  /** Stays until the answer is there, which has to be told, even when the person has closed the question meanwhile. */
  protected leave(): void {
    if (!this.isDeleting()) this.closed.emit();
  }

  protected async delete(): Promise<void> {
    if (this.isDeleting()) return;
    this.failure.set('');
    this.isDeleting.set(true);
    try {
      await this.#api.remove(this.entry());
      this.#leaveDeleted();
    } catch (error) {
      const { status, detail, isOutdated } = problemOfChange(error);
      if (status === 404) {
        // It was deleted meanwhile, as is wanted here.
        this.#leaveDeleted();
        return;
      }
      if (this.#destroyRef.destroyed) {
        this.#toast.show(`Not deleted: ${this.words()}. ${detail}`);
        return;
      }
      if (isOutdated) this.outdated.emit(await this.#api.lookAgain(this.entry()));
      this.failure.set(detail);
      this.modal().open();
    } finally {
      this.isDeleting.set(false);
    }
  }

  #leaveDeleted(): void {
    this.modal().close();
    this.deleted.emit();
  }
}
