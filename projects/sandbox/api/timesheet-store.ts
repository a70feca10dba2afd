import { DatabaseSync } from 'node:sqlite';
import type { Employee, Entry } from './entry.ts';
import type { NewEntry } from './new-entry.ts';
import type { Rejection } from './rejection.ts';
import { seedEntries } from './seed-entries.ts';

/** Where timesheets are kept. */
export interface TimesheetStore {
  /** Somebody's own entries, the newest first. */
  entriesOf(employee: string): Entry[];
  /** Somebody's own entries and whatever waits for approval, the newest first. */
  entriesForApprover(employee: string): Entry[];
  find(id: number): Entry | undefined;
  hoursByProject(): { readonly project: string; readonly hours: number }[];
  approvedHoursByEmployee(): { readonly employeeName: string; readonly hours: number }[];
  add(entry: NewEntry, by: Employee): Entry;
  /**
   * Puts another entry in the place of this one, which waits for approval again. This and what follows do nothing to an
   * entry that has another version by now.
   */
  change(entry: Entry, anew: NewEntry): Entry | undefined;
  remove(entry: Entry): Entry | undefined;
  approve(entry: Entry, approvedBy: string): Entry | undefined;
  reject(entry: Entry, rejectedBy: string, rejection: Rejection): Entry | undefined;
  close(): void;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS timesheets (
    id INTEGER PRIMARY KEY,
    employee TEXT NOT NULL,
    employeeName TEXT NOT NULL,
    date TEXT NOT NULL,
    hours REAL NOT NULL,
    project TEXT NOT NULL,
    note TEXT NOT NULL,
    approvedBy TEXT
  ) STRICT`;

/** What the table got later, and a file of an earlier time lacks. */
const LATER_COLUMNS = ['rejectedBy', 'reason', 'version'];

// At random, and not counted: the id of a deleted entry is given again, and a store in memory begins anew.
const NEW_VERSION = 'lower(hex(randomblob(16)))';

const THIS_VERSION = 'id = :id AND version = :version';

const NEWEST_FIRST = 'ORDER BY date DESC, id DESC';

/** An entry as the table has it. */
interface Row extends NewEntry, Employee, Record<'approvedBy' | 'rejectedBy' | 'reason', string | null> {
  readonly id: number;
  readonly version: string;
}

/**
 * Opens a store, and puts some entries into an empty one.
 *
 * @param file a path, or `:memory:`.
 * @param today the day before which those entries are.
 */
export function openTimesheetStore(file: string, today: Date): TimesheetStore {
  const database = openDatabase(file);

  const own = database.prepare(`SELECT * FROM timesheets WHERE employee = ? ${NEWEST_FIRST}`);
  const visible = database.prepare(
    `SELECT * FROM timesheets WHERE employee = ? OR (approvedBy IS NULL AND rejectedBy IS NULL) ${NEWEST_FIRST}`,
  );
  const byId = database.prepare('SELECT * FROM timesheets WHERE id = ?');
  const insert = database.prepare(
    `INSERT INTO timesheets (employee, employeeName, date, hours, project, note, version)
     VALUES (:employee, :employeeName, :date, :hours, :project, :note, ${NEW_VERSION}) RETURNING *`,
  );
  const update = (what: string) =>
    database.prepare(`UPDATE timesheets SET ${what}, version = ${NEW_VERSION} WHERE ${THIS_VERSION} RETURNING *`);
  const change = update(
    'date = :date, hours = :hours, project = :project, note = :note, rejectedBy = NULL, reason = NULL',
  );
  const approve = update('approvedBy = :approvedBy');
  const reject = update('rejectedBy = :rejectedBy, reason = :reason');
  const remove = database.prepare(`DELETE FROM timesheets WHERE ${THIS_VERSION} RETURNING *`);
  const byProject = database.prepare(
    'SELECT project, sum(hours) AS hours FROM timesheets WHERE rejectedBy IS NULL GROUP BY project',
  );
  const byEmployee = database.prepare(
    'SELECT employeeName, sum(hours) AS hours FROM timesheets WHERE approvedBy IS NOT NULL GROUP BY employee',
  );

  const store: TimesheetStore = {
    entriesOf: (employee) => own.all(employee).map(toEntry),
    entriesForApprover: (employee) => visible.all(employee).map(toEntry),
    find: (id) => toEntryIfAny(byId.get(id)),
    hoursByProject: () => byProject.all() as ReturnType<TimesheetStore['hoursByProject']>,
    approvedHoursByEmployee: () => byEmployee.all() as ReturnType<TimesheetStore['approvedHoursByEmployee']>,
    add: (entry, by) => toEntry(insert.get({ ...entry, ...by })),
    change: ({ id, version }, anew) => toEntryIfAny(change.get({ id, version, ...anew })),
    remove: ({ id, version }) => toEntryIfAny(remove.get({ id, version })),
    approve: ({ id, version }, approvedBy) => toEntryIfAny(approve.get({ id, version, approvedBy })),
    reject: ({ id, version }, rejectedBy, { reason }) => toEntryIfAny(reject.get({ id, version, rejectedBy, reason })),
    close: () => database.close(),
  };

  const isEmpty = database.prepare('SELECT 1 FROM timesheets LIMIT 1').get() === undefined;
  if (isEmpty) seed(store, today);
  return store;
}

function openDatabase(file: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file);
    database.exec(SCHEMA);
    const columns = database.prepare('PRAGMA table_info(timesheets)').all();
    LATER_COLUMNS.filter((column) => !columns.some(({ name }) => name === column)).forEach((column) =>
      database.exec(`ALTER TABLE timesheets ADD COLUMN ${column} TEXT`),
    );
    database.exec(`UPDATE timesheets SET version = ${NEW_VERSION} WHERE version IS NULL`);
    return database;
  } catch (cause) {
    throw new Error(`The timesheets in ${file} cannot be opened: ${(cause as Error).message}.`, { cause });
  }
}

function seed(store: TimesheetStore, today: Date): void {
  for (const { approvedBy, ...entry } of seedEntries(today)) {
    const { employee, employeeName, ...rest } = entry;
    const added = store.add(rest, { employee, employeeName });
    if (approvedBy !== undefined) store.approve(added, approvedBy);
  }
}

function toEntryIfAny(row: unknown): Entry | undefined {
  return row === undefined ? undefined : toEntry(row);
}

function toEntry(row: unknown): Entry {
  const { approvedBy, rejectedBy, reason, ...entry } = row as Row;
  if (approvedBy !== null) return { ...entry, status: 'approved', approvedBy };
  if (rejectedBy !== null && reason !== null) return { ...entry, status: 'rejected', rejectedBy, reason };
  return { ...entry, status: 'submitted' };
}
