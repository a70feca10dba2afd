import { Injectable } from '@angular/core';

/** The clock of the device: it goes as the real one, and can be set forward. */
@Injectable()
export class TestClock {
  #aheadMs = 0;

  /** Epoch milliseconds. */
  readonly now = (): number => Date.now() + this.#aheadMs;

  /** Goes on to a moment, in epoch milliseconds; never back. */
  goOnTo(moment: number): void {
    this.#aheadMs += Math.max(0, moment - this.now());
  }
}
