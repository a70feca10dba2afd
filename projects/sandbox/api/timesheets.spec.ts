import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startAuthorizationServer } from '../authorization-server/start-authorization-server.ts';
import type { RunningServer } from '../loopback-server.ts';
import { openBrowser } from '../testing/browser.ts';
import { accessTokenOf, APP, signIn } from '../testing/sign-in.ts';
import { startApi } from './start-api.ts';
import type { Entry } from './entry.ts';

const ENTRY = { date: '2026-02-27', hours: 7.25, project: 'Billing', note: 'Export' };

describe('the timesheets API', () => {
  let server: RunningServer;
  let api: RunningServer;
  let alice: string;
  let bob: string;
  before(async () => {
    server = await startAuthorizationServer({ port: 0 });
    api = await startApi({ port: 0, issuer: server.url, appOrigins: [APP] });
    alice = accessTokenOf(await signIn(openBrowser(server.url), server.url, 'alice'));
    bob = accessTokenOf(await signIn(openBrowser(server.url), server.url, 'bob'));
  });
  after(() => Promise.all([server.close(), api.close()]));

  function call(token: string, method: string, path: string, body?: unknown): Promise<Response> {
    const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    return fetch(`${api.url}${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(text === undefined ? {} : { body: text }),
    });
  }
  async function list(token: string): Promise<Entry[]> {
    const response = await call(token, 'GET', '/timesheets');
    assert.equal(response.status, 200);
    return response.json();
  }
  async function add(token: string, entry: object = ENTRY): Promise<Entry> {
    const response = await call(token, 'POST', '/timesheets', entry);
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
    const { note: _note, ...withoutNote } = ENTRY;
    assert.equal((await add(alice, withoutNote)).note, '');
    const project = `Robert'); DROP TABLE timesheets;--`;
    assert.equal((await add(alice, { ...ENTRY, project: `  ${project} ` })).project, project);
  });

  it('takes what is just allowed', async () => {
    await add(alice, { ...ENTRY, date: '2028-02-29', hours: 0.25, project: 'x', note: '' });
    await add(alice, { ...ENTRY, hours: 24, project: '🕐'.repeat(80), note: 'n'.repeat(500) });
  });

  const faulty: Record<keyof typeof ENTRY, unknown[]> = {
    date: ['2026-02-30', '2026-13-01', '2025-02-29', '27.02.2026', '2026-2-7', '2026-02-27T00:00', '', null, 20260227],
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

  it('lets an approver approve, once', async () => {
    const { id } = await add(alice);
    const response = await call(bob, 'POST', `/timesheets/${id}/approve`);
    assert.equal(response.status, 200);
    const entry: Entry = await response.json();
    assert.equal(entry.status, 'approved');
    assert.equal(entry.approvedBy, 'Bob Keller');
    assert.equal((await call(bob, 'POST', `/timesheets/${id}/approve`)).status, 409);
    assert.deepEqual(
      (await list(alice)).find((other) => other.id === id),
      entry,
    );
  });

  it('lets nobody approve their own entries', async () => {
    const { id } = await add(bob);
    const response = await call(bob, 'POST', `/timesheets/${id}/approve`);
    assert.equal(response.status, 403);
    assert.equal(response.headers.get('WWW-Authenticate'), null);
    assert.equal((await list(bob)).find((entry) => entry.id === id)?.status, 'submitted');
  });

  it('answers 403 to an employee who approves, and names the scope', async () => {
    const { id } = await add(bob);
    const response = await call(alice, 'POST', `/timesheets/${id}/approve`);
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
