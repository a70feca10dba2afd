import { DecimalPipe } from '@angular/common';
import {
  afterNextRender,
  Component,
  computed,
  inject,
  Injector,
  signal,
  viewChild,
  viewChildren,
  type ElementRef,
} from '@angular/core';
import { totalHours, waitsForApprovalBy, type Entry } from '../timesheets/entry';
import { EntryRow } from '../timesheets/entry-row';
import { LoadFailure } from '../timesheets/load-failure';
import { LoadingList } from '../timesheets/loading-list';
import { problemOf } from '../timesheets/problem';
import { loadedEntries, TimesheetsApi } from '../timesheets/timesheets-api';
import { Avatar } from '../ui/avatar';
import { Icon } from '../ui/icon';
import { injectPerson } from '../ui/person';
import { Toast } from '../ui/toast';

/** What others have handed in and nobody has approved yet. */
@Component({
  selector: 'demo-approve',
  imports: [Avatar, DecimalPipe, EntryRow, Icon, LoadFailure, LoadingList],
  templateUrl: './approve.html',
  styleUrl: './approve.css',
})
export class Approve {
  readonly #api = inject(TimesheetsApi);
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
  protected readonly failure = signal('');

  protected readonly totalHours = totalHours;

  protected async approve(entry: Entry): Promise<void> {
    if (this.underWay().has(entry.id)) return;
    this.failure.set('');
    this.underWay.update((ids) => new Set(ids).add(entry.id));
    try {
      const approved = await this.#api.approve(entry);
      this.#keepFocus(entry);
      this.entries.update((entries) => entries.map((other) => (other.id === approved.id ? approved : other)));
      this.#toast.show(`Approved: ${entry.hours} h of ${entry.employeeName} on ${entry.project}.`);
    } catch (error) {
      const { status, detail } = problemOf(error);
      this.failure.set(detail);
      // Somebody else was faster: the list is out of date.
      if (status === 404 || status === 409) this.entries.reload();
    } finally {
      this.underWay.update((ids) => new Set([...ids].filter((id) => id !== entry.id)));
    }
  }

  /** Gives the focus to the next button, as the one that the person has pressed goes away. */
  #keepFocus(entry: Entry): void {
    const index = this.people()
      .flatMap(({ entries }) => entries)
      .indexOf(entry);
    const focusNext = () => {
      const next = this.buttons()[index] ?? this.buttons().at(-1) ?? this.heading();
      next.nativeElement.focus();
    };
    afterNextRender({ read: focusNext }, { injector: this.#injector });
  }
}
