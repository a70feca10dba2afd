import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { seedEntries } from './seed-entries.ts';
import { openTimesheetStore } from './timesheet-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'timesheets-'));
after(() => rmSync(folder, { recursive: true }));

it('a database file keeps its entries from one start to the next, and is not seeded twice', () => {
  const file = join(folder, 'kept.sqlite');
  const first = openTimesheetStore(file);
  const entry = first.add(
    { date: '2026-01-02', hours: 1, project: 'Kept', note: '' },
    { employee: 'alice', employeeName: 'Alice Martin' },
  );
  const before = first.entriesOf('alice');
  first.close();

  const second = openTimesheetStore(file);
  assert.deepEqual(second.entriesOf('alice'), before);
  assert.deepEqual(second.find(entry.id), entry);
  second.close();
});

it('a file that is no database is refused with its name', () => {
  const file = join(folder, 'letter.txt');
  writeFileSync(file, 'Dear Sir or Madam, this is not a database at all, however long it may be.'.repeat(20));
  assert.throws(() => openTimesheetStore(file), { message: new RegExp(`The timesheets in ${file} cannot be opened`) });
});

it('the seed falls on working days before today', () => {
  const monday = new Date('2026-03-02T12:00:00Z');
  const dates = seedEntries(monday).map(({ date }) => date);
  assert.deepEqual([...new Set(dates)].sort(), ['2026-02-24', '2026-02-25', '2026-02-26', '2026-02-27']);
});
