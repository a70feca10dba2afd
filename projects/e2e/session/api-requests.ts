import type { MisbehavingServer } from '../conformance/misbehaving-server.ts';
import type { Tab } from '../engines/engine.ts';
import { inPage, until, type Evaluating } from '../engines/in-page.ts';

/** Has the app ask an API for the timesheets, and tells the status of the answer. */
export function getTimesheets(page: Evaluating, { api }: { readonly api: string }): Promise<number> {
  return inPage(page, (url) => probe.get(url), `${api}/timesheets`);
}

/** Has the app send a request, and goes on without the answer. There is one at a time. */
export async function beginRequest(page: Evaluating, url: string): Promise<void> {
  await inPage(
    page,
    (to) => {
      void probe.get(to).then((status) => Object.assign(globalThis, { answered: status }));
    },
    url,
  );
}

/** Waits for the answer to that request, and tells its status. */
export async function untilAnswered(tab: Tab): Promise<number> {
  await until(tab, () => 'answered' in globalThis);
  return inPage(tab, () => Reflect.get(globalThis, 'answered') as number);
}

/** The tokens that the API was shown, in order. */
export function tokensShown({ record }: MisbehavingServer): readonly unknown[] {
  return record.to('timesheets').flatMap(({ method, headers }) => (method === 'GET' ? [headers.authorization] : []));
}
