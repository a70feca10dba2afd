import type { Caller } from './caller.ts';
import type { Entry } from './entry.ts';
import { fieldsAtFault } from './fields.ts';
import { lastChangeOf } from './last-change.ts';
import { parseNewEntry, type NewEntry } from './new-entry.ts';
import { Problem } from './problem.ts';
import { parseRejection } from './rejection.ts';
import type { TimesheetStore } from './timesheet-store.ts';
import { checkVersion, entityTag } from './version.ts';

/** What a route answers. */
interface Answer {
  readonly status: 200 | 201 | 204;
  /** Nothing with 204. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One thing the API does, and the scope it needs. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
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
  /** The header of that name. */
  readonly ifMatch: string | undefined;
}

const ONE_ENTRY = /^\/timesheets\/(\d{1,15})$/;
const DAY_HOURS = 24;

/**
 * Everything the API does.
 *
 * @param now tells the time: entries are for days within a year of it.
 */
export function timesheetRoutes(store: TimesheetStore, now: () => Date): readonly Route[] {
  return [
    {
      method: 'GET',
      path: /^\/timesheets$/,
      scope: 'read:timesheets',
      takesBody: false,
      handle: ({ caller }) => ({ status: 200, body: listFor(store, caller) }),
    },
    {
      method: 'POST',
      path: /^\/timesheets$/,
      scope: 'write:timesheets',
      takesBody: true,
      handle({ caller, body }) {
        const written = parseNewEntry(body, now());
        checkDay(store, caller, written);
        const entry = store.add(written, { employee: caller.sub, employeeName: caller.name });
        return { status: 201, body: entry, headers: { Location: `/timesheets/${entry.id}`, ETag: entityTag(entry) } };
      },
    },
    {
      method: 'GET',
      path: ONE_ENTRY,
      scope: 'read:timesheets',
      takesBody: false,
      handle({ caller, id }) {
        const entry = visible(store, caller, id);
        return { status: 200, body: entry, headers: { ETag: entityTag(entry) } };
      },
    },
    {
      method: 'PUT',
      path: ONE_ENTRY,
      scope: 'write:timesheets',
      takesBody: true,
      handle(call) {
        const entry = changeSeen(store, call, ownUnapproved, (seen) => {
          const written = parseNewEntry(call.body, now());
          checkDay(store, call.caller, written, seen);
          return store.change(seen, written);
        });
        return { status: 200, body: entry };
      },
    },
    {
      method: 'DELETE',
      path: ONE_ENTRY,
      scope: 'write:timesheets',
      takesBody: false,
      handle(call) {
        changeSeen(store, call, ownUnapproved, (seen) => store.remove(seen));
        return { status: 204 };
      },
    },
    {
      method: 'POST',
      path: /^\/timesheets\/(\d{1,15})\/approve$/,
      scope: 'approve:timesheets',
      takesBody: false,
      handle(call) {
        const entry = changeSeen(store, call, waitingForApproval, (seen) => store.approve(seen, call.caller.name));
        return { status: 200, body: entry };
      },
    },
    {
      method: 'POST',
      path: /^\/timesheets\/(\d{1,15})\/reject$/,
      scope: 'approve:timesheets',
      takesBody: true,
      handle(call) {
        const entry = changeSeen(store, call, waitingForApproval, (seen) =>
          store.reject(seen, call.caller.name, parseRejection(call.body)),
        );
        return { status: 200, body: entry };
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

/** How a route finds the entry that it is about. */
type Find = (store: TimesheetStore, caller: Caller, id: string) => Entry;

/**
 * Changes an entry, if it is as the caller has seen it. When another program that uses the same store changes it in
 * between, it is found anew, and judged as it is then.
 */
function changeSeen(
  store: TimesheetStore,
  call: RouteCall,
  find: Find,
  change: (seen: Entry) => Entry | undefined,
): Entry {
  const { caller, id, ifMatch } = call;
  const entry = find(store, caller, id);
  checkVersion(entry, caller.sub, ifMatch);
  return change(entry) ?? changeSeen(store, call, find, change);
}

/**
 * Finds an entry that is in the caller's list.
 *
 * @throws Problem 404 for any other.
 */
const visible: Find = (store, caller, id) => {
  const entry = listFor(store, caller).find((listed) => listed.id === Number(id));
  if (!entry) throw new Problem(404, 'You have no such entry.');
  return entry;
};

function listFor(store: TimesheetStore, { sub, scopes }: Caller): Entry[] {
  return scopes.has('approve:timesheets') ? store.entriesForApprover(sub) : store.entriesOf(sub);
}

/**
 * Finds an entry that the caller may change: one that they wrote, and that is not approved.
 *
 * @throws Problem 404 for one that is not there or not theirs, 409 for one that is approved.
 */
const ownUnapproved: Find = (store, { sub }, id) => {
  const entry = store.find(Number(id));
  if (entry?.employee !== sub) throw new Problem(404, 'You have no such entry.');
  if (entry.status === 'approved') throw new Problem(409, `${lastChangeOf(entry, sub)}. It stays as it is.`);
  return entry;
};

/**
 * Finds an entry that the caller may approve or reject.
 *
 * @throws Problem 404 for one that is not there, 403 for the caller's own, 409 for one that does not wait.
 */
const waitingForApproval: Find = (store, { sub }, id) => {
  const entry = store.find(Number(id));
  if (!entry) throw new Problem(404, 'There is no such entry.');
  if (entry.employee === sub) throw new Problem(403, 'Nobody approves or rejects their own entries.');
  if (entry.status !== 'submitted') throw new Problem(409, `${lastChangeOf(entry, sub)} already.`);
  return entry;
};

/**
 * Makes sure that nobody's day gets longer than a day.
 *
 * @param replaced the entry that the new one takes the place of.
 * @throws Problem 400
 */
function checkDay(store: TimesheetStore, { sub }: Caller, { date, hours }: NewEntry, replaced?: Entry): void {
  const others = store
    .entriesOf(sub)
    .filter((entry) => entry.date === date && entry.status !== 'rejected' && entry.id !== replaced?.id);
  const taken = others.reduce((total, entry) => total + entry.hours, 0);
  if (taken + hours <= DAY_HOURS) return;
  const detail = `A day has ${DAY_HOURS} hours, and ${taken} of this one are taken.`;
  throw fieldsAtFault([{ field: 'hours', detail }]);
}
