import { DecimalPipe } from '@angular/common';
import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  inject,
  Injector,
  signal,
  viewChild,
  viewChildren,
  type ElementRef,
} from '@angular/core';
import { totalHours, waitsForApprovalBy, type Entry } from '../timesheets/entry';
import { EntryRow } from '../timesheets/entry-row';
import { wordsOf } from '../timesheets/entry-words';
import { LoadFailure } from '../timesheets/load-failure';
import { LoadingList } from '../timesheets/loading-list';
import { problemOfChange } from '../timesheets/problem';
import { loadedEntries, replaced, TimesheetsApi } from '../timesheets/timesheets-api';
import { Avatar } from '../ui/avatar';
import { Icon } from '../ui/icon';
import { injectPerson } from '../ui/person';
import { Toast } from '../ui/toast';
import { RejectEntry } from './reject-entry';

/** What others have handed in and nobody has approved yet. */
@Component({
  selector: 'demo-approve',
  imports: [Avatar, DecimalPipe, EntryRow, Icon, LoadFailure, LoadingList, RejectEntry],
  templateUrl: './approve.html',
  styleUrl: './approve.css',
})
export class Approve {
  readonly #api = inject(TimesheetsApi);
  readonly #destroyRef = inject(DestroyRef);
  readonly #toast = inject(Toast);
  readonly #person = injectPerson();
  readonly #injector = inject(Injector);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');
  private readonly buttons = viewChildren<ElementRef<HTMLElement>>('approveButton');

  protected readonly entries = this.#api.entries();
  protected readonly waiting = computed(() => {
    const person = this.#person();
    return loadedEntries(this.entries).filter((entry) => waitsForApprovalBy(person, entry));
  });
  protected readonly people = computed(() =>
    Array.from(
      Map.groupBy(this.waiting(), ({ employee }) => employee),
      ([id, entries]) => ({ id, name: entries[0]?.employeeName ?? id, entries }),
    ),
  );
  protected readonly underWay = signal<ReadonlySet<number>>(new Set());
  /** What could not be approved, and why. */
  protected readonly failure = signal<{ readonly entry: Entry; readonly detail: string } | null>(null);
  /** The same, when the entry is not in the list any more. */
  protected readonly failureOfGone = computed(() => {
    const failure = this.failure();
    return failure && this.waiting().every(({ id }) => id !== failure.entry.id) ? failure : null;
  });
  /** The entry that is to be rejected, once there is a reason. */
  protected readonly rejecting = signal<Entry | null>(null);

  protected readonly totalHours = totalHours;
  protected readonly wordsOf = wordsOf;

  protected async approve(entry: Entry, { detail: clicks }: MouseEvent): Promise<void> {
    // The second half of a double click would meet the next entry, or this one changed.
    if (clicks > 1 || this.underWay().has(entry.id)) return;
    this.failure.set(null);
    this.underWay.update((ids) => new Set(ids).add(entry.id));
    try {
      this.replace(entry, await this.#api.approve(entry));
      this.#toast.show(`Approved, for ${entry.employeeName}: ${wordsOf(entry)}.`);
    } catch (error) {
      const { detail, isOutdated } = problemOfChange(error);
      if (this.#destroyRef.destroyed) {
        this.#toast.show(`Not approved, for ${entry.employeeName}: ${wordsOf(entry)}. ${detail}`);
        return;
      }
      if (isOutdated) this.replace(entry, await this.#api.lookAgain(entry));
      this.failure.set({ entry, detail });
    } finally {
      this.underWay.update((ids) => new Set([...ids].filter((id) => id !== entry.id)));
    }
  }

  protected reject(entry: Entry): void {
    this.failure.set(null);
    this.rejecting.set(entry);
  }

  protected showRejected(rejected: Entry): void {
    this.rejecting.set(null);
    this.replace(rejected, rejected);
    this.#toast.show(`Rejected, for ${rejected.employeeName}: ${wordsOf(rejected)}.`);
  }

  /** Shows what an entry has become, or no longer shows it. What the person is about goes on with that. */
  protected replace(entry: Entry, becomes: Entry | null): void {
    // The person may have gone to another page.
    if (this.#destroyRef.destroyed) return;
    if (becomes?.status !== 'submitted') this.#keepFocus(entry);
    else this.rejecting.update((it) => (it?.id === becomes.id ? becomes : it));
    this.entries.update((entries) => replaced(entries, entry, becomes));
  }

  /** Gives the focus to the next button, as the one that the person has pressed goes away. */
  #keepFocus({ id }: Entry): void {
    const index = this.people()
      .flatMap(({ entries }) => entries)
      .findIndex((entry) => entry.id === id);
    const focusNext = () => {
      const next = this.buttons()[index] ?? this.buttons().at(-1) ?? this.heading();
      next.nativeElement.focus();
    };
    afterNextRender({ read: focusNext }, { injector: this.#injector });
  }
}
