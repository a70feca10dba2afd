import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startAuthorizationServer } from '../authorization-server/start-authorization-server.ts';
import type { RunningServer } from '../loopback-server.ts';
import { openBrowser } from '../testing/browser.ts';
import { accessTokenOf, APP, signIn } from '../testing/sign-in.ts';
import type { Entry } from './entry.ts';
import { startApi } from './start-api.ts';

const TODAY = new Date('2028-03-01T12:00:00Z');
const ENTRY = { date: '2028-02-25', hours: 0.25, project: 'Billing', note: 'Export' };
const REASON = { reason: 'Which export?' };

/** Each request that changes an entry, with a body that would do. */
const CHANGES = [
  { by: 'alice', method: 'PUT', path: '', body: { ...ENTRY, note: 'Import' } },
  { by: 'alice', method: 'DELETE', path: '' },
  { by: 'bob', method: 'POST', path: '/approve' },
  { by: 'bob', method: 'POST', path: '/reject', body: REASON },
] as const;
type Change = (typeof CHANGES)[number];

describe('the version of an entry', () => {
  let server: RunningServer;
  let api: RunningServer;
  const tokens = { alice: '', bob: '' };
  before(async () => {
    server = await startAuthorizationServer({ port: 0 });
    api = await startApi({ port: 0, issuer: server.url, appOrigins: [APP], now: () => TODAY });
    for (const name of ['alice', 'bob'] as const) {
      tokens[name] = accessTokenOf(await signIn(openBrowser(server.url), server.url, name));
    }
  });
  after(() => Promise.all([server.close(), api.close()]));

  function call(by: keyof typeof tokens, method: string, path: string, body?: unknown, ifMatch?: string) {
    return fetch(`${api.url}/timesheets${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${tokens[by]}`,
        'Content-Type': 'application/json',
        ...(ifMatch === undefined ? {} : { 'If-Match': ifMatch }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
  async function add(): Promise<{ readonly entry: Entry; readonly tag: string }> {
    const response = await call('alice', 'POST', '', ENTRY);
    assert.equal(response.status, 201);
    return { entry: await response.json(), tag: response.headers.get('ETag') ?? '' };
  }
  const change = ({ by, method, path, ...sent }: Change, { id }: Entry, ifMatch?: string) =>
    call(by, method, `/${id}${path}`, 'body' in sent ? sent.body : undefined, ifMatch);
  const detailOf = async (response: Response): Promise<string> => (await response.json()).detail;
  const changedByAlice = ({ id }: Entry, tag: string) => call('alice', 'PUT', `/${id}`, { ...ENTRY, hours: 1 }, tag);

  it('is its ETag, and stands in the entry for those who have it from a list', async () => {
    const { entry, tag } = await add();
    assert.match(tag, /^"[0-9a-f]{32}"$/);
    assert.equal(tag, `"${entry.version}"`);
    for (const by of ['alice', 'bob'] as const) {
      const response = await call(by, 'GET', `/${entry.id}`);
      assert.deepEqual([response.status, response.headers.get('ETag')], [200, tag]);
      assert.deepEqual(await response.json(), entry);
      const listed: Entry[] = await (await call(by, 'GET', '')).json();
      assert.deepEqual(
        listed.find(({ id }) => id === entry.id),
        entry,
      );
    }
  });

  it('is another one after each change', async () => {
    const { entry } = await add();
    const versions = [entry.version];
    for (const { by, path, method, body } of [CHANGES[0], CHANGES[3], CHANGES[0], CHANGES[3]]) {
      const response = await call(by, method, `/${entry.id}${path}`, body, `"${versions.at(-1)}"`);
      assert.equal(response.status, 200);
      versions.push((await response.json()).version);
    }
    assert.equal(new Set(versions).size, 5);
  });

  for (const a of CHANGES) {
    const name = `${a.method} /timesheets/{id}${a.path}`;

    it(`${name} is done to the version that If-Match names, among others or alone`, async () => {
      for (const others of ['', '"another", W/"weak",, ']) {
        const { entry, tag } = await add();
        const { status } = await change(a, entry, others + tag);
        assert.ok(status === 200 || status === 204, `${status}`);
      }
    });

    it(`${name} answers 412 for any other version, and changes nothing`, async () => {
      const { entry, tag } = await add();
      const changed: Entry = await (await changedByAlice(entry, tag)).json();
      for (const stale of [tag, '""', `W/"${changed.version}"`, `"${changed.version.toUpperCase()}"`, `${tag}, "x"`]) {
        const response = await change(a, entry, stale);
        assert.equal(response.status, 412, stale);
        assert.equal(response.headers.get('Content-Type'), 'application/problem+json');
      }
      assert.deepEqual(await (await call('alice', 'GET', `/${entry.id}`)).json(), changed);
    });

    it(`${name} answers 428 when If-Match names no version, and 400 when it cannot be read`, async () => {
      const { entry, tag } = await add();
      const faults = [
        undefined,
        '*',
        entry.version,
        `"${entry.version}`,
        `${tag} ${tag}`,
        `w/${tag}`,
        `*, ${tag}`,
        ',',
      ];
      const statuses: number[] = [];
      for (const header of faults) statuses.push((await change(a, entry, header)).status);
      assert.deepEqual(statuses, [428, 428, 400, 400, 400, 400, 400, 400]);
      assert.deepEqual(await (await call('alice', 'GET', `/${entry.id}`)).json(), entry);
    });

    it(`${name}: of ten at once with the same version, one is done`, async () => {
      const { entry, tag } = await add();
      const answers = await Promise.all(Array.from({ length: 10 }, () => change(a, entry, tag)));
      assert.equal(answers.filter(({ status }) => status < 300).length, 1);
    });
  }

  it('decides between an author who changes and an approver who decides: one of both wins', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { entry, tag } = await add();
      const answers = await Promise.all(CHANGES.map((a) => change(a, entry, tag)));
      assert.equal(answers.filter(({ status }) => status < 300).length, 1);
    }
  });

  it('is looked at before the body is, and after whether the caller may do this at all', async () => {
    const { entry, tag } = await add();
    await changedByAlice(entry, tag);
    assert.equal((await call('alice', 'PUT', `/${entry.id}`, { hours: 0 }, tag)).status, 412);
    assert.equal((await call('bob', 'PUT', `/${entry.id}`, ENTRY, tag)).status, 404);
    assert.equal((await call('alice', 'POST', `/${entry.id}/approve`, undefined, tag)).status, 403);
  });

  it('when it is not the one that was meant, the answer says who changed what', async () => {
    const { entry, tag } = await add();
    const changed: Entry = await (await changedByAlice(entry, tag)).json();
    const [put, , approve] = CHANGES;
    assert.equal(
      await detailOf(await change(approve, entry, tag)),
      'Alice Martin changed this entry meanwhile. Look at it again.',
    );
    assert.equal(await detailOf(await change(put, entry, tag)), 'You changed this entry meanwhile. Look at it again.');

    const rejected = await call('bob', 'POST', `/${entry.id}/reject`, REASON, `"${changed.version}"`);
    assert.equal(
      await detailOf(await change(put, entry, tag)),
      'Bob Keller rejected this entry meanwhile. Look at it again.',
    );
    assert.equal(await detailOf(await change(approve, entry, tag)), 'Bob Keller rejected this entry already.');

    const { version }: Entry = await rejected.json();
    const again: Entry = await (await changedByAlice(entry, `"${version}"`)).json();
    await change(approve, entry, `"${again.version}"`);
    assert.equal(await detailOf(await change(put, entry, tag)), 'Bob Keller approved this entry. It stays as it is.');
  });

  it('an entry that is not in one’s list cannot be looked at', async () => {
    const { entry, tag } = await add();
    await call('bob', 'POST', `/${entry.id}/approve`, undefined, tag);
    assert.equal((await call('alice', 'GET', `/${entry.id}`)).status, 200);
    assert.equal((await call('bob', 'GET', `/${entry.id}`)).status, 404);
    const bobs: Entry = await (await call('bob', 'POST', '', ENTRY)).json();
    assert.equal((await call('alice', 'GET', `/${bobs.id}`)).status, 404);
  });

  it('can be sent and read by an app of another origin', async () => {
    const { headers } = await fetch(`${api.url}/timesheets/1`, {
      method: 'OPTIONS',
      headers: {
        Origin: APP,
        'Access-Control-Request-Method': 'PUT',
        'Access-Control-Request-Headers': 'if-match',
      },
    });
    assert.match(headers.get('Access-Control-Allow-Headers') ?? '', /\bIf-Match\b/);
    assert.match(headers.get('Access-Control-Expose-Headers') ?? '', /\bETag\b/);
  });
});
