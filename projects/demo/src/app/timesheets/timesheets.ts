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
import { Icon } from '../ui/icon';
import { injectPerson } from '../ui/person';
import { Toast } from '../ui/toast';
import { injectTyped } from '../ui/typed';
import { DeleteEntry } from './delete-entry';
import { isOwn, totalHours, type Entry } from './entry';
import { EntryForm } from './entry-form';
import { EntryRow } from './entry-row';
import { wordsOf } from './entry-words';
import type { TypedEntry } from './fields';
import { LoadFailure } from './load-failure';
import { LoadingList } from './loading-list';
import { StatusBadge } from './status-badge';
import { loadedEntries, replaced, TimesheetsApi } from './timesheets-api';
import { byWeek, hoursOfThisWeek } from './week';
import { WeekBars } from './week-bars';

/** One's own timesheets: what is written down, and the form to add to it and to change it. */
@Component({
  selector: 'demo-timesheets',
  imports: [DecimalPipe, DeleteEntry, EntryForm, EntryRow, Icon, LoadFailure, LoadingList, StatusBadge, WeekBars],
  templateUrl: './timesheets.html',
  styleUrl: './timesheets.css',
})
export class Timesheets {
  readonly #toast = inject(Toast);
  readonly #person = injectPerson();
  readonly #injector = inject(Injector);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');
  private readonly changeButtons = viewChildren<ElementRef<HTMLElement>>('changeButton');

  protected readonly entries = inject(TimesheetsApi).entries();
  protected readonly own = computed(() => {
    const person = this.#person();
    return loadedEntries(this.entries).filter((entry) => isOwn(entry, person));
  });
  protected readonly weeks = computed(() => byWeek(this.own()));
  protected readonly thisWeek = computed(() => hoursOfThisWeek(this.own()));
  protected readonly projects = computed(() => [...new Set(this.own().map(({ project }) => project))].sort());
  protected readonly waiting = computed(() => this.own().filter(({ status }) => status === 'submitted').length);
  protected readonly newest = signal<number | null>(null);
  /** The entry that the form changes. */
  protected readonly changing = signal(injectTyped<TypedEntry>('entry').read()?.changing ?? null);
  /** The entry that is to be deleted, if the person means it. */
  protected readonly deleting = signal<Entry | null>(null);

  protected readonly totalHours = totalHours;
  protected readonly wordsOf = wordsOf;

  protected show(added: Entry): void {
    this.#keep(added);
    this.#toast.show(`Added: ${wordsOf(added)}.`);
  }

  protected showChanged(changed: Entry): void {
    this.#keep(changed);
    this.stopChanging(changed);
    this.#toast.show(`Saved: ${wordsOf(changed)}. It waits for approval.`);
  }

  /** Shows what has become of an entry that was changed elsewhere; what the person is about goes on with that. */
  protected showOutdated(entry: Entry, becomes: Entry | null): void {
    this.entries.update((entries) => inOrder(replaced(entries, entry, becomes)));
    if (!becomes) return;
    this.newest.set(becomes.id);
    for (const open of [this.changing, this.deleting]) open.update((it) => (it?.id === becomes.id ? becomes : it));
  }

  protected stopChanging({ id }: Entry): void {
    this.changing.set(null);
    this.#focusAfterRender(() => this.#changeable().findIndex((entry) => entry.id === id));
  }

  protected forget(deleted: Entry): void {
    const index = this.#changeable().findIndex(({ id }) => id === deleted.id);
    this.entries.update((entries) => replaced(entries, deleted, null));
    if (this.changing()?.id === deleted.id) this.changing.set(null);
    this.deleting.set(null);
    this.#focusAfterRender(() => index);
    this.#toast.show(`Deleted: ${wordsOf(deleted)}.`);
  }

  #keep(entry: Entry): void {
    // Where the list could not be loaded, the API answers by now.
    if (!this.entries.hasValue()) this.entries.reload();
    else this.entries.update((entries) => inOrder([entry, ...replaced(entries, entry, null)]));
    this.newest.set(entry.id);
  }

  #changeable(): readonly Entry[] {
    return this.own().filter(({ status }) => status !== 'approved');
  }

  /** Gives the focus to an entry's first button, or to the next best place. */
  #focusAfterRender(index: () => number): void {
    const focus = () => {
      const buttons = this.changeButtons();
      const place = buttons[Math.min(index(), buttons.length - 1)] ?? this.heading();
      place.nativeElement.focus();
    };
    afterNextRender({ read: focus }, { injector: this.#injector });
  }
}

/** The newest first. */
function inOrder(entries: readonly Entry[]): readonly Entry[] {
  return entries.toSorted((one, other) => other.date.localeCompare(one.date) || other.id - one.id);
}
