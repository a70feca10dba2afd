import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createMemoryAdapter } from './memory-adapter.ts';

it('a record is forgotten once its time is over, and not before', async () => {
  let now = 1_000_000;
  const sessions = createMemoryAdapter(() => now)('Session');
  await sessions.upsert('a', { uid: 'u' }, 60);
  now += 59_999;
  assert.deepEqual(await sessions.find('a'), { uid: 'u' });
  assert.deepEqual(await sessions.findByUid('u'), { uid: 'u' });
  now += 1;
  assert.equal(await sessions.find('a'), undefined);
  assert.equal(await sessions.findByUid('u'), undefined);
});

it('kinds of records do not meet, although their ids may', async () => {
  const adapter = createMemoryAdapter();
  const [sessions, grants] = [adapter('Session'), adapter('Grant')];
  await sessions.upsert('a', { uid: 'u' }, 60);
  assert.equal(await grants.find('a'), undefined);
});

it('a revoked grant takes its tokens along, and no others', async () => {
  const tokens = createMemoryAdapter()('AccessToken');
  await tokens.upsert('a', { grantId: 'one' }, 60);
  await tokens.upsert('b', { grantId: 'two' }, 60);
  await tokens.revokeByGrantId('one');
  assert.equal(await tokens.find('a'), undefined);
  assert.deepEqual(await tokens.find('b'), { grantId: 'two' });
});

it('what is destroyed is gone, what is consumed is marked', async () => {
  const records = createMemoryAdapter(() => 5_000)('Interaction');
  await records.upsert('a', {}, 60);
  await records.consume('a');
  assert.equal((await records.find('a'))?.consumed, 5);
  await records.destroy('a');
  assert.equal(await records.find('a'), undefined);
});
