import assert from 'node:assert/strict';
import { it } from 'node:test';
import { replyOf } from '../testing/reply.ts';
import { clock } from './clock.ts';

const arrived = Date.parse('2026-01-01T12:00:00Z');
const verdictOf = (headers: Record<string, string>) => clock(replyOf({ headers, arrived })).verdict;

it('allows for as much as the library does, and for the time that an answer has been in a cache', () => {
  assert.equal(verdictOf({ date: 'Thu, 01 Jan 2026 11:55:00 GMT' }), 'right');
  assert.equal(verdictOf({ date: 'Thu, 01 Jan 2026 11:54:59 GMT' }), 'wrong');
  assert.equal(verdictOf({ date: 'Thu, 01 Jan 2026 12:05:01 GMT' }), 'wrong');
  assert.equal(verdictOf({ date: 'Thu, 01 Jan 2026 11:00:00 GMT', age: '3600' }), 'right');
  assert.equal(verdictOf({}), 'unknown');
  assert.equal(verdictOf({ date: 'today' }), 'unknown');
});
