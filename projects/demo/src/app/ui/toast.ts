import { Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { pageChanges } from './page-changes';

const SHOWN_FOR_MS = 6000;

/**
 * One short message about what was just done, for the shell to show and a screen reader to say. It goes when the person
 * goes to another page.
 */
@Injectable({ providedIn: 'root' })
export class Toast {
  readonly #message = signal('');
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly message = this.#message.asReadonly();

  constructor() {
    pageChanges()
      .pipe(takeUntilDestroyed())
      .subscribe(() => {
        this.#message.set('');
      });
  }

  show(message: string): void {
    clearTimeout(this.#timer);
    this.#message.set(message);
    this.#timer = setTimeout(() => {
      this.#message.set('');
    }, SHOWN_FOR_MS);
  }
}
