import { formatDate } from '@angular/common';
import { Component, computed, DestroyRef, effect, inject, input, output, signal, untracked } from '@angular/core';
import {
  form,
  FormField,
  maxLength,
  readonly,
  required,
  submit,
  validate,
  type FieldTree,
  type ValidationError,
} from '@angular/forms/signals';
import { Icon } from '../ui/icon';
import { Toast } from '../ui/toast';
import { injectTyped } from '../ui/typed';
import type { Entry } from './entry';
import { wordsOf } from './entry-words';
import { BLANK, fieldsOf, isSame, numberOf, type Fields, type TypedEntry } from './fields';
import { problemOfChange, type Problem } from './problem';
import { TimesheetsApi } from './timesheets-api';
import { today } from './week';

const ADDING = { title: 'Add an entry', icon: 'plus', button: 'Add', busy: 'Adding…' } as const;
const CHANGING = { title: 'Change the entry', icon: 'check', button: 'Save', busy: 'Saving…' } as const;
const HANDING_IN_AGAIN = { ...CHANGING, title: 'Put the entry right', button: 'Hand in again', busy: 'Handing in…' };
/** For one that was deleted while it was being changed. */
const ADDING_AGAIN = { ...ADDING, title: 'Add the entry again' };

/**
 * Adds an entry, or changes one. What is missing is told here; whatever else the API objects to is shown at the field
 * it names.
 */
@Component({
  selector: 'demo-entry-form',
  imports: [FormField, Icon],
  templateUrl: './entry-form.html',
  styleUrl: './entry-form.css',
})
export class EntryForm {
  readonly #api = inject(TimesheetsApi);
  readonly #toast = inject(Toast);
  readonly #destroyRef = inject(DestroyRef);

  /** Names to choose from beside new ones. */
  readonly projects = input<readonly string[]>([]);
  /** The entry to change; `null` to add one. */
  readonly changing = input<Entry | null>(null);
  readonly added = output<Entry>();
  readonly changed = output<Entry>();
  readonly cancelled = output<Entry>();
  /** The entry to change is not what it was, but this; `null` when it is gone. */
  readonly outdated = output<{ readonly entry: Entry; readonly becomes: Entry | null }>();

  readonly #typed = injectTyped<TypedEntry>('entry');
  readonly #kept = this.#typed.read();

  protected readonly entry = form(signal(this.#kept?.fields ?? { date: today(), ...BLANK }), (path) => {
    // What is typed while an answer is awaited would be lost with it.
    readonly(path, { when: ({ state }) => state.submitting() });
    required(path.date, { message: 'Give the day you worked.' });
    required(path.hours, { message: 'Give the hours you worked.' });
    validate(path.hours, ({ value }) =>
      Number.isNaN(numberOf(value())) ? { kind: 'number', message: 'Write a number, such as 7.5.' } : undefined,
    );
    required(path.project, { message: 'Give the project you worked on.' });
    maxLength(path.project, 80);
    maxLength(path.note, 500);
  });
  /** What no single field is to blame for. */
  protected readonly failure = signal('');
  /** What was saved meanwhile in fields where the person has typed something else. */
  readonly #savedMeanwhile = signal<Partial<Fields>>({});
  readonly #isTried = signal(false);
  readonly #isGone = signal(false);
  /** The entry as the form has last taken it over. */
  #taken = this.#kept?.changing ?? null;
  #draft: Fields = this.#kept?.draft ?? this.entry().value();

  /** Whether an answer is awaited. Until it is there, the form does not turn to another entry. */
  readonly isSaving = computed(() => this.entry().submitting());

  protected readonly words = computed(() => {
    const entry = this.changing();
    if (!entry) return ADDING;
    if (this.#isGone()) return ADDING_AGAIN;
    return entry.status === 'rejected' ? HANDING_IN_AGAIN : CHANGING;
  });

  constructor() {
    effect(() => {
      const entry = this.changing();
      untracked(() => {
        this.#turnTo(entry);
      });
    });
    effect(() => {
      const [changing, fields] = [this.changing(), this.entry().value()];
      untracked(() => {
        this.#keep(changing, fields);
      });
    });
  }

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    this.#isTried.set(true);
    await submit(this.entry, () => this.#save());
    this.entry().errorSummary()[0]?.fieldTree().focusBoundControl();
  }

  protected cancel(entry: Entry): void {
    if (!this.isSaving()) this.cancelled.emit(entry);
  }

  /** What is wrong with a field, once the person has had the chance to fill it in. */
  protected faultOf(field: FieldTree<string>): string {
    const { dirty, errors, touched } = field();
    const isDue = touched() && (dirty() || this.#isTried());
    return (isDue && errors()[0]?.message) || '';
  }

  protected savedInWords(field: keyof Fields): string {
    const saved = this.#savedMeanwhile()[field];
    if (saved === undefined) return '';
    const words = {
      date: () => formatDate(saved, 'd MMMM y', 'en', 'UTC'),
      hours: () => `${saved} h`,
      project: () => saved,
      note: () => saved || 'nothing',
    };
    return `Saved meanwhile: ${words[field]()}`;
  }

  #keep(changing: Entry | null, fields: Fields): void {
    const draft = changing ? this.#draft : fields;
    if (changing && !isSame(fields, fieldsOf(changing))) this.#typed.keep({ changing, fields, draft });
    else if (!isSame(draft, { ...BLANK, date: draft.date })) this.#typed.keep({ changing: null, fields: draft, draft });
    else this.#typed.forget();
  }

  #turnTo(entry: Entry | null): void {
    const before = this.#taken;
    this.#taken = entry;
    if (entry && before?.id === entry.id) {
      this.#mergeWith(fieldsOf(before), fieldsOf(entry));
      return;
    }
    this.failure.set('');
    this.#savedMeanwhile.set({});
    this.#isTried.set(false);
    this.#isGone.set(false);
    if (!before) this.#draft = this.entry().value();
    this.entry().reset(entry ? fieldsOf(entry) : this.#draft);
    if (entry) this.entry.date().focusBoundControl();
  }

  /** Takes over what was saved meanwhile. Where the person has typed something, that stays, and the other is told. */
  #mergeWith(before: Fields, saved: Fields): void {
    const typed = this.entry().value();
    const isTheirs = (name: keyof Fields) => typed[name] === before[name];
    const names = Object.keys(saved) as (keyof Fields)[];
    const pick = (wanted: (name: keyof Fields) => boolean) =>
      Object.fromEntries(names.filter(wanted).map((name) => [name, saved[name]])) as Partial<Fields>;
    this.entry().value.set({ ...typed, ...pick(isTheirs) });
    this.#savedMeanwhile.set(
      pick((name) => !isTheirs(name) && saved[name] !== before[name] && saved[name] !== typed[name]),
    );
  }

  async #save(): Promise<ValidationError.WithOptionalFieldTree[]> {
    this.failure.set('');
    const { hours, ...rest } = this.entry().value();
    const written = { ...rest, hours: numberOf(hours) };
    const entry = this.changing();
    try {
      const isNew = !entry || this.#isGone();
      const saved = await (isNew ? this.#api.add(written) : this.#api.change(entry, written));
      if (this.#destroyRef.destroyed) this.#tellElsewhere(saved);
      else if (entry) this.changed.emit(saved);
      else this.#showAdded(saved);
      return [];
    } catch (error) {
      const problem = problemOfChange(error);
      if (this.#destroyRef.destroyed) {
        this.#toast.show(`Not saved: ${wordsOf(written)}. ${problem.detail}`);
        return [];
      }
      if (entry && problem.isOutdated) await this.#tellOutdated(entry);
      const faults = this.#faultsOf(problem);
      if (faults.length === 0) this.failure.set(problem.detail);
      return faults;
    }
  }

  async #tellOutdated(entry: Entry): Promise<void> {
    const becomes = await this.#api.lookAgain(entry);
    this.#isGone.set(!becomes);
    this.#savedMeanwhile.set({});
    this.outdated.emit({ entry, becomes });
  }

  #faultsOf({ errors }: Problem): ValidationError.WithFieldTree[] {
    const { date, hours, project, note } = this.entry;
    const fields: Readonly<Record<string, FieldTree<string> | undefined>> = { date, hours, project, note };
    return errors.flatMap(({ field, detail }) => {
      const fieldTree = fields[field];
      return fieldTree ? [{ kind: 'server', message: detail, fieldTree }] : [];
    });
  }

  #showAdded(added: Entry): void {
    this.entry().reset({ date: added.date, ...BLANK });
    this.#isTried.set(false);
    this.entry.hours().focusBoundControl();
    this.added.emit(added);
  }

  /** For when the person has gone to another page meanwhile. */
  #tellElsewhere(saved: Entry): void {
    this.#typed.forget();
    this.#toast.show(`Saved: ${wordsOf(saved)}.`);
  }
}
