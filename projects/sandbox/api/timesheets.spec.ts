import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startAuthorizationServer } from '../authorization-server/start-authorization-server.ts';
import type { RunningServer } from '../loopback-server.ts';
import { openBrowser } from '../testing/browser.ts';
import { accessTokenOf, APP, signIn } from '../testing/sign-in.ts';
import { startApi } from './start-api.ts';
import type { Entry } from './entry.ts';

const TODAY = new Date('2028-03-01T12:00:00Z');
const ENTRY = { date: '2028-02-25', hours: 7.25, project: 'Billing', note: 'Export' };

describe('the timesheets API', () => {
  let server: RunningServer;
  let api: RunningServer;
  let alice: string;
  let bob: string;
  before(async () => {
    server = await startAuthorizationServer({ port: 0 });
    api = await startApi({ port: 0, issuer: server.url, appOrigins: [APP], now: () => TODAY });
    alice = accessTokenOf(await signIn(openBrowser(server.url), server.url, 'alice'));
    bob = accessTokenOf(await signIn(openBrowser(server.url), server.url, 'bob'));
  });
  after(() => Promise.all([server.close(), api.close()]));

  function call(token: string, method: string, path: string, body?: unknown, seen?: Entry): Promise<Response> {
    const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    return fetch(`${api.url}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        ...(seen ? { 'If-Match': `"${seen.version}"` } : {}),
      },
      ...(text === undefined ? {} : { body: text }),
    });
  }
  const put = (token: string, seen: Entry, body: unknown) => call(token, 'PUT', `/timesheets/${seen.id}`, body, seen);
  const remove = (token: string, seen: Entry) => call(token, 'DELETE', `/timesheets/${seen.id}`, undefined, seen);
  const approve = (token: string, seen: Entry) =>
    call(token, 'POST', `/timesheets/${seen.id}/approve`, undefined, seen);
  const reject = (token: string, seen: Entry, reason: unknown) =>
    call(token, 'POST', `/timesheets/${seen.id}/reject`, { reason }, seen);
  async function list(token: string): Promise<Entry[]> {
    const response = await call(token, 'GET', '/timesheets');
    assert.equal(response.status, 200);
    return response.json();
  }
  let days = 0;
  /** A day that nobody has written anything for. */
  function freeDay(): string {
    days += 1;
    return new Date(Date.UTC(2028, 3, days)).toISOString().slice(0, 'YYYY-MM-DD'.length);
  }
  async function add(token: string, entry: Partial<typeof ENTRY> = {}): Promise<Entry> {
    const response = await call(token, 'POST', '/timesheets', { ...ENTRY, date: freeDay(), ...entry });
    assert.equal(response.status, 201);
    return response.json();
  }

  it('has something to show at the first start', async () => {
    const entries = await list(alice);
    assert.ok(entries.some(({ status }) => status === 'approved'));
    assert.ok(entries.some(({ status }) => status === 'submitted'));
  });

  it('shows an employee their own entries only, the newest first', async () => {
    const entries = await list(alice);
    assert.deepEqual([...new Set(entries.map(({ employee }) => employee))], ['alice']);
    const dates = entries.map(({ date }) => date);
    assert.deepEqual(dates, dates.toSorted().reverse());
  });

  it('shows an approver their own entries and what waits for approval', async () => {
    const others = (await list(bob)).filter(({ employee }) => employee !== 'bob');
    assert.ok(others.length > 0);
    assert.ok(others.every(({ status }) => status === 'submitted'));
    assert.ok((await list(bob)).some(({ employee }) => employee === 'bob'));
  });

  it('adds an entry in the name of whoever the token speaks for', async () => {
    const response = await call(alice, 'POST', '/timesheets', ENTRY);
    const entry: Entry = await response.json();
    assert.equal(response.status, 201);
    assert.equal(response.headers.get('Location'), `/timesheets/${entry.id}`);
    assert.deepEqual(entry, {
      ...ENTRY,
      id: entry.id,
      version: entry.version,
      employee: 'alice',
      employeeName: 'Alice Martin',
      status: 'submitted',
    });
    assert.deepEqual(
      (await list(alice)).find(({ id }) => id === entry.id),
      entry,
    );
  });

  it('takes an entry without a note, trims text, and keeps quotes as they are', async () => {
    const { note: _note, ...withoutNote } = { ...ENTRY, date: freeDay() };
    const response = await call(alice, 'POST', '/timesheets', withoutNote);
    assert.equal((await response.json()).note, '');
    const project = `Robert'); DROP TABLE timesheets;--`;
    assert.equal((await add(alice, { project: `  ${project} ` })).project, project);
  });

  it('takes what is just allowed', async () => {
    await add(alice, { date: '2028-02-29', hours: 0.25, project: 'x', note: '' });
    await add(alice, { date: '2027-03-01' });
    await add(alice, { date: '2029-03-01' });
    await add(alice, { hours: 24, project: '🕐'.repeat(80), note: 'n'.repeat(500) });
  });

  const faulty: Record<keyof typeof ENTRY, unknown[]> = {
    date: [
      ...['2028-02-30', '2028-13-01', '2029-02-29', '25.02.2028', '2028-2-7', '2028-02-25T00:00', '', null, 20280225],
      ...['2027-02-28', '2029-03-02', '0001-01-01', '9999-12-31'],
    ],
    hours: [0, -1, 24.25, 0.1, 7.3, '8', null, [8], 1e99],
    project: ['', '   ', 'x'.repeat(81), 7, null, '\ud800'],
    note: ['n'.repeat(501), 7, null, {}],
  };
  for (const [field, values] of Object.entries(faulty)) {
    it(`answers 400 for a bad ${field}, names it and changes nothing`, async () => {
      const before = await list(alice);
      for (const value of values) {
        const response = await call(alice, 'POST', '/timesheets', { ...ENTRY, [field]: value });
        assert.equal(response.status, 400, JSON.stringify(value));
        assert.equal(response.headers.get('Content-Type'), 'application/problem+json');
        const { errors } = await response.json();
        assert.deepEqual(
          errors.map((error: { field: string }) => error.field),
          [field],
        );
      }
      assert.deepEqual(await list(alice), before);
    });
  }

  it('names every field at fault at once', async () => {
    const response = await call(alice, 'POST', '/timesheets', { hours: 0, status: 'approved' });
    const { errors } = await response.json();
    const fields = errors.map((error: { field: string }) => error.field);
    assert.deepEqual(fields, ['date', 'hours', 'project', 'status']);
  });

  it('answers 400 for a body that is no JSON object', async () => {
    for (const body of ['', '{', 'null', '[]', '"text"', '7']) {
      assert.equal((await call(alice, 'POST', '/timesheets', body)).status, 400, body);
    }
    const latin1 = await fetch(`${api.url}/timesheets`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${alice}`, 'Content-Type': 'application/json' },
      body: new Uint8Array([0x7b, 0xff, 0x7d]),
    });
    assert.equal(latin1.status, 400);
  });

  it('answers 413 for a body that is too long', async () => {
    const response = await call(alice, 'POST', '/timesheets', { ...ENTRY, note: 'n'.repeat(20_000) });
    assert.equal(response.status, 413);
  });

  it('answers 415 for a body that is not JSON by its type', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp']) {
      const headers = { Authorization: `Bearer ${alice}`, 'Content-Type': type };
      const response = await fetch(`${api.url}/timesheets`, { method: 'POST', headers, body: JSON.stringify(ENTRY) });
      assert.equal(response.status, 415, type);
    }
  });

  const fieldsOf = async (response: Response): Promise<string[]> => {
    const { errors } = await response.json();
    return errors.map((error: { field: string }) => error.field);
  };

  it('lets nobody’s day have more than 24 hours, however they are split', async () => {
    const date = freeDay();
    await add(alice, { date, hours: 20 });
    const second = await add(alice, { date, hours: 4 });
    const third = await call(alice, 'POST', '/timesheets', { ...ENTRY, date, hours: 0.25 });
    assert.equal(third.status, 400);
    assert.deepEqual(await fieldsOf(third), ['hours']);
    await add(bob, { date, hours: 24 });

    const longer = await put(alice, second, { ...ENTRY, date, hours: 4.25 });
    assert.equal(longer.status, 400);
    assert.deepEqual(await fieldsOf(longer), ['hours']);
    const other = { ...ENTRY, date, hours: 4, project: 'Another' };
    assert.equal((await put(alice, second, other)).status, 200);
  });

  it('does not count rejected hours in a day, until they are handed in again', async () => {
    const wholeDay = await add(alice, { hours: 24 });
    const { date } = wholeDay;
    const rejected: Entry = await (await reject(bob, wholeDay, 'Not a whole day, surely.')).json();
    await add(alice, { date, hours: 8 });
    const again = await put(alice, rejected, { ...ENTRY, date, hours: 16.25 });
    assert.deepEqual(await fieldsOf(again), ['hours']);
    assert.equal((await put(alice, rejected, { ...ENTRY, date, hours: 16 })).status, 200);
  });

  it('lets whoever wrote an entry change it while it waits, by the rules of a new one', async () => {
    const added = await add(alice);
    const { id } = added;
    const changed = { date: freeDay(), hours: 1.5, project: 'Changed', note: '' };
    const response = await put(alice, added, changed);
    assert.equal(response.status, 200);
    const entry: Entry = await response.json();
    assert.deepEqual(entry, {
      ...changed,
      id,
      version: entry.version,
      employee: 'alice',
      employeeName: 'Alice Martin',
      status: 'submitted',
    });
    const refused = await put(alice, entry, { ...changed, hours: 0, status: 'approved' });
    assert.equal(refused.status, 400);
    assert.deepEqual(await fieldsOf(refused), ['hours', 'status']);
    assert.deepEqual(
      (await list(alice)).find((other) => other.id === id),
      entry,
    );
  });

  it('lets whoever wrote an entry delete it while it waits', async () => {
    const added = await add(alice);
    const response = await remove(alice, added);
    assert.equal(response.status, 204);
    assert.equal(await response.text(), '');
    assert.equal(
      (await list(alice)).find(({ id }) => id === added.id),
      undefined,
    );
    assert.equal((await remove(alice, added)).status, 404);
  });

  it('keeps an approved entry, and that of somebody else, as it is', async () => {
    const approved: Entry = await (await approve(bob, await add(alice))).json();
    const bobs = await add(bob);
    const before = [await list(alice), await list(bob)];
    for (const [token, entry, status] of [
      [alice, approved, 409],
      [alice, bobs, 404],
      // Who may approve may not change what others have written.
      [bob, before[0]?.find((other) => other.status === 'submitted') ?? approved, 404],
    ] as const) {
      assert.equal((await put(token, entry, { ...ENTRY, date: freeDay() })).status, status);
      assert.equal((await remove(token, entry)).status, status);
    }
    assert.deepEqual([await list(alice), await list(bob)], before);
  });

  it('lets an approver reject with a reason, which whoever wrote the entry reads, and hands it in again', async () => {
    const added = await add(alice);
    const { id, date } = added;
    const response = await reject(bob, added, '  Which export? ');
    assert.equal(response.status, 200);
    const entry: Entry = await response.json();
    assert.equal(entry.status, 'rejected');
    assert.equal(entry.rejectedBy, 'Bob Keller');
    assert.equal(entry.reason, 'Which export?');
    assert.deepEqual(
      (await list(alice)).find((other) => other.id === id),
      entry,
    );
    assert.ok((await list(bob)).every((other) => other.id !== id));
    assert.deepEqual([(await approve(bob, entry)).status, (await reject(bob, entry, 'Again')).status], [409, 409]);

    const again: Entry = await (await put(alice, entry, { ...ENTRY, date })).json();
    assert.equal(again.status, 'submitted');
    assert.equal(again.reason, undefined);
    assert.ok((await list(bob)).some((other) => other.id === id));
  });

  it('rejects nothing without a reason, of one’s own, or by somebody who may not', async () => {
    const added = await add(alice);
    for (const reason of ['', '  ', 'x'.repeat(501), 7, null, undefined]) {
      const response = await reject(bob, added, reason);
      assert.equal(response.status, 400);
      assert.deepEqual(await fieldsOf(response), ['reason']);
    }
    const own = await add(bob);
    assert.equal((await reject(bob, own, 'Mine')).status, 403);
    const byEmployee = await reject(alice, own, 'His');
    assert.equal(byEmployee.status, 403);
    assert.match(byEmployee.headers.get('WWW-Authenticate') ?? '', /scope="approve:timesheets"/);
    assert.equal((await list(alice)).find(({ id }) => id === added.id)?.status, 'submitted');
  });

  it('lets an approver approve, once', async () => {
    const added = await add(alice);
    const response = await approve(bob, added);
    assert.equal(response.status, 200);
    const entry: Entry = await response.json();
    assert.equal(entry.status, 'approved');
    assert.equal(entry.approvedBy, 'Bob Keller');
    assert.equal((await approve(bob, entry)).status, 409);
    assert.deepEqual(
      (await list(alice)).find(({ id }) => id === added.id),
      entry,
    );
  });

  it('lets nobody approve their own entries', async () => {
    const own = await add(bob);
    const response = await approve(bob, own);
    assert.equal(response.status, 403);
    assert.equal(response.headers.get('WWW-Authenticate'), null);
    assert.equal((await list(bob)).find(({ id }) => id === own.id)?.status, 'submitted');
  });

  it('answers 403 to an employee who approves, and names the scope', async () => {
    const response = await approve(alice, await add(bob));
    assert.equal(response.status, 403);
    assert.match(
      response.headers.get('WWW-Authenticate') ?? '',
      /error="insufficient_scope".*scope="approve:timesheets"/,
    );
  });

  it('answers 404 for an entry, and for an address, that is not there', async () => {
    for (const path of ['/timesheets/999999/approve', '/timesheets/1e3/approve', '/timesheets/', '/', '//']) {
      assert.equal((await call(bob, 'POST', path)).status, 404, path);
    }
  });

  it('answers 405 with Allow for a method that is not there', async () => {
    const all = await call(alice, 'DELETE', '/timesheets');
    assert.equal(all.status, 405);
    assert.equal(all.headers.get('Allow'), 'GET, POST');
    assert.equal((await call(alice, 'POST', '/timesheets/1')).headers.get('Allow'), 'GET, PUT, DELETE');
    assert.equal((await call(alice, 'GET', '/timesheets/1/approve')).headers.get('Allow'), 'POST');
  });

  it('answers the demo’s preflight, Authorization header included, and nobody else’s', async () => {
    const preflight = (origin: string): Promise<Response> =>
      fetch(`${api.url}/timesheets`, {
        method: 'OPTIONS',
        headers: {
          Origin: origin,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'authorization,content-type',
        },
      });
    const own = await preflight(APP);
    assert.equal(own.status, 204);
    assert.equal(own.headers.get('Access-Control-Allow-Origin'), APP);
    assert.match(own.headers.get('Access-Control-Allow-Headers') ?? '', /Authorization/);
    assert.equal(own.headers.get('Access-Control-Allow-Methods'), 'GET, POST, PUT, DELETE');
    for (const origin of ['https://evil.example', `${APP}.evil.example`, 'null']) {
      assert.equal((await preflight(origin)).headers.get('Access-Control-Allow-Origin'), null, origin);
    }
  });

  it('lets the demo read the challenge of a 401', async () => {
    const { headers, status } = await fetch(`${api.url}/timesheets`, { headers: { Origin: APP } });
    assert.equal(status, 401);
    assert.equal(headers.get('Access-Control-Allow-Origin'), APP);
    assert.match(headers.get('Access-Control-Expose-Headers') ?? '', /WWW-Authenticate/);
    assert.equal(headers.get('Vary'), 'Origin');
  });
});
