import type { Entry } from './entry.ts';

const ALICE = { employee: 'alice', employeeName: 'Alice Martin' };
const BOB = { employee: 'bob', employeeName: 'Bob Keller' };

/** Entries of the last few working days, so that the demo has something to show. */
export function seedEntries(today: Date): Omit<Entry, 'id' | 'version' | 'status'>[] {
  const day = workingDaysBefore(today);
  return [
    {
      ...ALICE,
      date: day(4),
      hours: 7.5,
      project: 'Customer portal',
      note: 'Search results page',
      approvedBy: BOB.employeeName,
    },
    {
      ...ALICE,
      date: day(3),
      hours: 6,
      project: 'Customer portal',
      note: 'Accessibility review',
      approvedBy: BOB.employeeName,
    },
    { ...ALICE, date: day(3), hours: 1.5, project: 'Internal', note: 'Team meeting' },
    { ...ALICE, date: day(2), hours: 8, project: 'Billing', note: 'Invoice export' },
    { ...ALICE, date: day(1), hours: 7.75, project: 'Billing', note: '' },
    { ...BOB, date: day(2), hours: 5, project: 'Planning', note: 'Next quarter' },
    { ...BOB, date: day(1), hours: 3.25, project: 'Interviews', note: 'Two candidates' },
  ];
}

/** The nth working day before a day, as `YYYY-MM-DD`. */
function workingDaysBefore(today: Date): (count: number) => string {
  return (count) => {
    const date = new Date(today);
    for (let left = count; left > 0;) {
      date.setUTCDate(date.getUTCDate() - 1);
      const isWeekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
      if (!isWeekend) left -= 1;
    }
    return date.toISOString().slice(0, 'YYYY-MM-DD'.length);
  };
}
