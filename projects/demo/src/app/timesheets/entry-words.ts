import { formatDate } from '@angular/common';
import type { NewEntry } from './entry';

/** Names an entry in a sentence: how long, what for, and the day. */
export function wordsOf({ hours, project, date }: NewEntry): string {
  return `${hours} h on ${project}, ${formatDate(date, 'EEEE, d MMMM', 'en', 'UTC')}`;
}
