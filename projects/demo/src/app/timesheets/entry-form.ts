import { Component, inject, input, output, signal } from '@angular/core';
import {
  form,
  FormField,
  maxLength,
  required,
  submit,
  validate,
  type FieldTree,
  type ValidationError,
} from '@angular/forms/signals';
import { Icon } from '../ui/icon';
import type { Entry } from './entry';
import { problemOf } from './problem';
import { TimesheetsApi } from './timesheets-api';
import { today } from './week';

const BLANK = { hours: '', project: '', note: '' };

/** Adds an entry. What is missing is told here; whatever else the API objects to is shown at the field it names. */
@Component({
  selector: 'demo-entry-form',
  imports: [FormField, Icon],
  templateUrl: './entry-form.html',
  styleUrl: './entry-form.css',
})
export class EntryForm {
  readonly #api = inject(TimesheetsApi);

  /** Names to choose from beside new ones. */
  readonly projects = input<readonly string[]>([]);
  readonly added = output<Entry>();

  protected readonly entry = form(signal({ date: today(), ...BLANK }), (path) => {
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
  readonly #isTried = signal(false);

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    this.#isTried.set(true);
    await submit(this.entry, () => this.#add());
    this.entry().errorSummary()[0]?.fieldTree().focusBoundControl();
  }

  /** What is wrong with a field, once the person has had the chance to fill it in. */
  protected faultOf(field: FieldTree<string>): string {
    const { dirty, errors, touched } = field();
    const isDue = touched() && (dirty() || this.#isTried());
    return (isDue && errors()[0]?.message) || '';
  }

  async #add(): Promise<ValidationError.WithOptionalFieldTree[]> {
    this.failure.set('');
    const { hours, ...rest } = this.entry().value();
    try {
      const added = await this.#api.add({ ...rest, hours: numberOf(hours) });
      this.entry().reset({ date: added.date, ...BLANK });
      this.#isTried.set(false);
      this.entry.hours().focusBoundControl();
      this.added.emit(added);
      return [];
    } catch (error) {
      const { detail, errors } = problemOf(error);
      const { date, project, note } = this.entry;
      const fields: Readonly<Record<string, FieldTree<string> | undefined>> = {
        date,
        hours: this.entry.hours,
        project,
        note,
      };
      const faults = errors.flatMap((fault) => {
        const fieldTree = fields[fault.field];
        return fieldTree ? [{ kind: 'server', message: fault.detail, fieldTree }] : [];
      });
      if (faults.length === 0) this.failure.set(detail);
      return faults;
    }
  }
}

/** Reads a number with a point or a comma; `NaN` for anything else. */
function numberOf(text: string): number {
  return text.trim() ? Number(text.replace(',', '.')) : NaN;
}
