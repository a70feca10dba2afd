import type { Scheduler } from 'fast-check';
import type { Page } from './page';

/** The device's clock at the beginning of each run, in epoch milliseconds. */
const BEGINNING = 1_800_000_000_000;

/** A timer of a page. It counts time in which the device is awake. */
export interface Timer {
  readonly due: number;
  readonly page: Page;
  readonly run: () => void;
}

/**
 * The device that all tabs are open on: its clock, its timers, and what is on its way to a page. What is on its way
 * arrives in the order that the scheduler of fast-check chooses.
 */
export class Device {
  /** What has happened, in words. */
  readonly story: string[] = [];
  readonly #scheduler: Scheduler;
  readonly #timers = new Set<Timer>();
  /** Milliseconds since the beginning, by a clock that is right. */
  #elapsed = 0;
  /** Milliseconds since the beginning in which the device was awake. */
  #awake = 0;
  /** By how much the device's clock is wrong, in milliseconds. */
  #offset = 0;
  #steps = 0;
  /** Whether anybody has set the clock back, so that a stored time tells nothing any more. */
  wasSetBack = false;
  /** The step at which the clock was set last. */
  setAt = 0;

  constructor(scheduler: Scheduler, clockIsOffSeconds: number) {
    this.#scheduler = scheduler;
    this.#offset = clockIsOffSeconds * 1000;
  }

  /** Notes what happens next. Two things never happen in the same millisecond. */
  tell(sentence: string): void {
    this.#steps += 1;
    this.#elapsed += 1;
    this.story.push(sentence);
  }

  /** Counts what happens, to tell what came first. */
  get step(): number {
    return this.#steps;
  }
  /** Epoch milliseconds by the device's clock, right or wrong. */
  get now(): number {
    return this.trueTime + this.#offset;
  }
  /** Epoch milliseconds by the clock of the server, which is right. */
  get trueTime(): number {
    return BEGINNING + this.#elapsed;
  }
  get awake(): number {
    return this.#awake;
  }
  /** How much is on its way. */
  get underWay(): number {
    return this.#scheduler.count();
  }

  /** Has something arrive at a page sooner or later: when the page is frozen, once it is thawed; never, when it is gone. */
  send(page: Page, what: string, arrive: () => void): void {
    void this.#scheduler.schedule(Promise.resolve(), what).then(() => {
      page.take(what, arrive);
    });
  }

  /** Has something arrive at a page only after a time, whatever else arrives before. */
  sendSlowly(page: Page, what: string, milliseconds: number, arrive: () => void): void {
    this.startTimer(page, milliseconds, () => {
      page.take(what, arrive);
    });
  }

  startTimer(page: Page, milliseconds: number, run: () => void): Timer {
    const timer = { page, run, due: this.#awake + Math.max(0, milliseconds) };
    this.#timers.add(timer);
    return timer;
  }

  stopTimer(timer: unknown): void {
    this.#timers.delete(timer as Timer);
  }

  /** One of the things that are on their way arrives. */
  async arriveOne(): Promise<void> {
    if (this.#scheduler.count()) await this.#scheduler.waitNext(1);
    await this.settle();
  }

  /** Everything arrives that is on its way, and what follows from it. */
  async arriveAll(): Promise<void> {
    await this.settle();
    for (let left = 500; this.#scheduler.count(); left--) {
      if (!left) throw new Error('What is on its way never ends.');
      await this.arriveOne();
    }
  }

  /** Time goes by while the device is awake, and timers end. */
  async wait(milliseconds: number): Promise<void> {
    const until = this.#awake + milliseconds;
    for (let timer = this.#nextTimer(until); timer; timer = this.#nextTimer(until)) {
      this.#goOnTo(Math.max(timer.due, this.#awake));
      this.#timers.delete(timer);
      timer.run();
      await this.settle();
    }
    this.#goOnTo(until);
  }

  /** Time goes by while the device is asleep: its timers stand still, its clock does not. */
  sleep(milliseconds: number): void {
    this.#elapsed += milliseconds;
  }

  setClock(milliseconds: number): void {
    this.#offset += milliseconds;
    this.setAt = this.#steps;
    if (milliseconds < 0) this.wasSetBack = true;
  }

  /** Promises are settled, and timers end that wait for no time. */
  async settle(): Promise<void> {
    for (;;) {
      await new Promise(setImmediate);
      const timer = this.#nextTimer(this.#awake);
      if (!timer) return;
      this.#timers.delete(timer);
      timer.run();
    }
  }

  #nextTimer(until: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.page.isGone) this.#timers.delete(timer);
      else if (timer.page.isRunning && timer.due <= until && timer.due < (next?.due ?? Infinity)) next = timer;
    }
    return next;
  }

  #goOnTo(awake: number): void {
    this.#elapsed += awake - this.#awake;
    this.#awake = awake;
  }
}
