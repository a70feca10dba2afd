import type { Caller } from './caller.ts';
import { parseNewEntry } from './new-entry.ts';
import { Problem } from './problem.ts';
import type { TimesheetStore } from './timesheet-store.ts';

/** What a route answers. */
interface Answer {
  readonly status: 200 | 201;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One thing the API does, and the scope it needs. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly scope: string;
  /** What follows the timesheets API's audience in the audience of this route's tokens. Default nothing. */
  readonly audiencePath?: string;
  /** Whether a JSON body has to come with it. */
  readonly takesBody: boolean;
  handle(call: RouteCall): Answer;
}

/** A request that has been let in. */
interface RouteCall {
  readonly caller: Caller;
  /** What the path's group matched. */
  readonly id: string;
  readonly body: string;
}

/** Everything the API does. */
export function timesheetRoutes(store: TimesheetStore): readonly Route[] {
  return [
    {
      method: 'GET',
      path: /^\/timesheets$/,
      scope: 'read:timesheets',
      takesBody: false,
      handle({ caller }) {
        const isApprover = caller.scopes.has('approve:timesheets');
        const body = isApprover ? store.entriesForApprover(caller.sub) : store.entriesOf(caller.sub);
        return { status: 200, body };
      },
    },
    {
      method: 'POST',
      path: /^\/timesheets$/,
      scope: 'write:timesheets',
      takesBody: true,
      handle({ caller, body }) {
        const entry = store.add(parseNewEntry(body), { employee: caller.sub, employeeName: caller.name });
        return { status: 201, body: entry, headers: { Location: `/timesheets/${entry.id}` } };
      },
    },
    {
      method: 'POST',
      path: /^\/timesheets\/(\d{1,15})\/approve$/,
      scope: 'approve:timesheets',
      takesBody: false,
      handle({ caller, id }) {
        const entry = store.find(Number(id));
        if (!entry) throw new Problem(404, 'There is no such entry.');
        if (entry.employee === caller.sub) throw new Problem(403, 'Nobody approves their own entries.');
        if (!store.approve(entry.id, caller.name)) throw new Problem(409, 'The entry is approved already.');
        return { status: 200, body: store.find(entry.id) };
      },
    },
    {
      method: 'GET',
      path: /^\/reports$/,
      scope: 'read:reports',
      audiencePath: '/reports',
      takesBody: false,
      handle: () => ({ status: 200, body: store.hoursByProject() }),
    },
    {
      method: 'GET',
      path: /^\/payroll$/,
      scope: 'read:payroll',
      audiencePath: '/payroll',
      takesBody: false,
      handle: () => ({ status: 200, body: store.approvedHoursByEmployee() }),
    },
  ];
}
