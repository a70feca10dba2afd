import type { MisbehavingServer } from '../conformance/misbehaving-server.ts';
import { inPage, type Evaluating } from '../engines/in-page.ts';

/** Has the app ask an API for the timesheets, and tells the status of the answer. */
export function getTimesheets(page: Evaluating, { api }: { readonly api: string }): Promise<number> {
  return inPage(page, (url) => probe.get(url), `${api}/timesheets`);
}

/** The tokens that the API was shown, in order. */
export function tokensShown({ record }: MisbehavingServer): readonly unknown[] {
  return record.to('timesheets').flatMap(({ method, headers }) => (method === 'GET' ? [headers.authorization] : []));
}
