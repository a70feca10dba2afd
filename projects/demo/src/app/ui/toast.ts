import { Injectable, signal } from '@angular/core';

const SHOWN_FOR_MS = 6000;

/** One short message about what was just done, for the shell to show and a screen reader to say. */
@Injectable({ providedIn: 'root' })
export class Toast {
  readonly #message = signal('');
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly message = this.#message.asReadonly();

  show(message: string): void {
    clearTimeout(this.#timer);
    this.#message.set(message);
    this.#timer = setTimeout(() => {
      this.#message.set('');
    }, SHOWN_FOR_MS);
  }
}
