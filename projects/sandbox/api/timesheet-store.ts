import { DatabaseSync } from 'node:sqlite';
import type { Employee, Entry } from './entry.ts';
import type { NewEntry } from './new-entry.ts';
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
  /** `false` when it was approved before. */
  approve(id: number, approvedBy: string): boolean;
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

const NEWEST_FIRST = 'ORDER BY date DESC, id DESC';

/**
 * Opens a store, and puts some entries into an empty one.
 *
 * @param file a path, or `:memory:`.
 */
export function openTimesheetStore(file: string): TimesheetStore {
  const database = openDatabase(file);

  const own = database.prepare(`SELECT * FROM timesheets WHERE employee = ? ${NEWEST_FIRST}`);
  const visible = database.prepare(`SELECT * FROM timesheets WHERE employee = ? OR approvedBy IS NULL ${NEWEST_FIRST}`);
  const byId = database.prepare('SELECT * FROM timesheets WHERE id = ?');
  const insert = database.prepare(
    `INSERT INTO timesheets (employee, employeeName, date, hours, project, note)
     VALUES (:employee, :employeeName, :date, :hours, :project, :note) RETURNING *`,
  );
  const byProject = database.prepare('SELECT project, sum(hours) AS hours FROM timesheets GROUP BY project');
  const byEmployee = database.prepare(
    'SELECT employeeName, sum(hours) AS hours FROM timesheets WHERE approvedBy IS NOT NULL GROUP BY employee',
  );
  const approve = database.prepare('UPDATE timesheets SET approvedBy = ? WHERE id = ? AND approvedBy IS NULL');

  const store: TimesheetStore = {
    entriesOf: (employee) => own.all(employee).map(toEntry),
    entriesForApprover: (employee) => visible.all(employee).map(toEntry),
    find(id) {
      const row = byId.get(id);
      return row && toEntry(row);
    },
    hoursByProject: () => byProject.all() as ReturnType<TimesheetStore['hoursByProject']>,
    approvedHoursByEmployee: () => byEmployee.all() as ReturnType<TimesheetStore['approvedHoursByEmployee']>,
    add: (entry, by) => toEntry(insert.get({ ...entry, ...by })),
    approve: (id, approvedBy) => approve.run(approvedBy, id).changes === 1,
    close: () => database.close(),
  };

  const isEmpty = database.prepare('SELECT 1 FROM timesheets LIMIT 1').get() === undefined;
  if (isEmpty) seed(store);
  return store;
}

function openDatabase(file: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file);
    database.exec(SCHEMA);
    return database;
  } catch (cause) {
    throw new Error(`The timesheets in ${file} cannot be opened: ${(cause as Error).message}.`, { cause });
  }
}

function seed(store: TimesheetStore): void {
  for (const { approvedBy, ...entry } of seedEntries(new Date())) {
    const { employee, employeeName, ...rest } = entry;
    const { id } = store.add(rest, { employee, employeeName });
    if (approvedBy !== undefined) store.approve(id, approvedBy);
  }
}

function toEntry(row: unknown): Entry {
  const { approvedBy, ...entry } = row as Omit<Entry, 'status' | 'approvedBy'> & { approvedBy: string | null };
  return approvedBy === null ? { ...entry, status: 'submitted' } : { ...entry, status: 'approved', approvedBy };
}
