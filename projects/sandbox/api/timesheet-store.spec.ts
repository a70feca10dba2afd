import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, it } from 'node:test';
import type { Entry } from './entry.ts';
import { seedEntries } from './seed-entries.ts';
import { openTimesheetStore, type TimesheetStore } from './timesheet-store.ts';

const MONDAY = new Date('2026-03-02T12:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'timesheets-'));
after(() => rmSync(folder, { recursive: true }));

it('a database file keeps its entries from one start to the next, and is not seeded twice', () => {
  const file = join(folder, 'kept.sqlite');
  const first = openTimesheetStore(file, MONDAY);
  const entry = first.add(
    { date: '2026-01-02', hours: 1, project: 'Kept', note: '' },
    { employee: 'alice', employeeName: 'Alice Martin' },
  );
  const before = first.entriesOf('alice');
  first.close();

  const second = openTimesheetStore(file, MONDAY);
  assert.deepEqual(second.entriesOf('alice'), before);
  assert.deepEqual(second.find(entry.id), entry);
  second.close();
});

it('a database file of the time when nothing could be rejected keeps its entries, and these can be rejected now', () => {
  const file = join(folder, 'early.sqlite');
  const early = new DatabaseSync(file);
  early.exec(`
    CREATE TABLE timesheets (
      id INTEGER PRIMARY KEY, employee TEXT NOT NULL, employeeName TEXT NOT NULL, date TEXT NOT NULL,
      hours REAL NOT NULL, project TEXT NOT NULL, note TEXT NOT NULL, approvedBy TEXT
    ) STRICT;
    INSERT INTO timesheets VALUES (7, 'alice', 'Alice Martin', '2026-02-27', 1, 'Kept', '', NULL);
  `);
  early.close();

  const store = openTimesheetStore(file, MONDAY);
  const [entry, ...others] = store.entriesOf('alice');
  assert.ok(entry);
  assert.deepEqual([entry.id, entry.status, others], [7, 'submitted', []]);
  assert.equal(store.reject(entry, 'Bob Keller', { reason: 'Which project?' })?.status, 'rejected');
  store.close();
});

const NEW = { date: '2026-02-27', hours: 1, project: 'Wanted by two', note: '' };
const ALICE = { employee: 'alice', employeeName: 'Alice Martin' };

/** Each way to change an entry. */
const CHANGES: Readonly<Record<string, (store: TimesheetStore, entry: Entry) => Entry | undefined>> = {
  change: (store, entry) => store.change(entry, { ...NEW, hours: 2 }),
  approve: (store, entry) => store.approve(entry, 'Bob Keller'),
  reject: (store, entry) => store.reject(entry, 'Bob Keller', { reason: 'Which project?' }),
  remove: (store, entry) => store.remove(entry),
};

for (const [first, firstChange] of Object.entries(CHANGES)) {
  for (const [second, secondChange] of Object.entries(CHANGES)) {
    it(`of two programs that have found the same entry, only one can ${first} it: the other cannot ${second} it`, () => {
      const file = join(folder, `${first}-${second}.sqlite`);
      const [one, other] = [openTimesheetStore(file, MONDAY), openTimesheetStore(file, MONDAY)];
      const seen = one.add(NEW, ALICE);
      assert.deepEqual(other.find(seen.id), seen);
      assert.ok(firstChange(one, seen));
      const changed = one.find(seen.id);
      assert.equal(secondChange(other, seen), undefined);
      assert.deepEqual(one.find(seen.id), changed);
      one.close();
      other.close();
    });
  }
}

it('an entry is never taken for one that was deleted, nor for one of an earlier store', () => {
  const store = openTimesheetStore(':memory:', MONDAY);
  const deleted = store.add(NEW, ALICE);
  store.remove(deleted);
  const next = store.add(NEW, ALICE);
  // Its id is the same, so its version must not be.
  assert.equal(next.id, deleted.id);
  assert.equal(store.approve(deleted, 'Bob Keller'), undefined);
  const later = openTimesheetStore(':memory:', MONDAY);
  assert.deepEqual(
    store.entriesOf('bob').map((entry) => later.approve(entry, 'Alice Martin')),
    [undefined, undefined],
  );
  store.close();
  later.close();
});

it('a file that is no database is refused with its name', () => {
  const file = join(folder, 'letter.txt');
  writeFileSync(file, 'Dear Sir or Madam, this is not a database at all, however long it may be.'.repeat(20));
  assert.throws(() => openTimesheetStore(file, MONDAY), {
    message: new RegExp(`The timesheets in ${file} cannot be opened`),
  });
});

it('the seed falls on working days before today', () => {
  const dates = seedEntries(MONDAY).map(({ date }) => date);
  assert.deepEqual([...new Set(dates)].sort(), ['2026-02-24', '2026-02-25', '2026-02-26', '2026-02-27']);
});
