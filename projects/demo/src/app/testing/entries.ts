import type { Entry } from '../timesheets/entry';

/** An entry that Ada has written, and that waits for approval. */
export const ADAS: Entry = {
  id: 7,
  version: 'first',
  employee: 'ada',
  employeeName: 'Ada',
  status: 'submitted',
  date: '2026-03-02',
  hours: 8,
  project: 'Billing',
  note: 'Export',
};
