import { retryAfterOf, waitMsOf } from './fetch-json';

const NOW = Date.UTC(2026, 10, 26, 8, 0, 0);
const answer = (status: number, retryAfter?: string) =>
  new Response('', { status, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } });

describe('Retry-After', () => {
  it.each<[string, number | Date]>([
    ['120', 120],
    [' 0 ', 0],
    ['Thu, 26 Nov 2026 08:02:00 GMT', new Date(NOW + 120_000)],
    ['Thursday, 26-Nov-26 08:02:00 GMT', new Date(NOW + 120_000)],
  ])('is so many seconds, or a date of HTTP: %s (RFC 9110, 10.2.3)', (text, expected) => {
    expect(retryAfterOf(answer(503, text))).toEqual(expected);
    expect(retryAfterOf(answer(429, text))).toEqual(expected);
  });

  it.each([undefined, '', '-1', '1.5', '1e3', '2026-11-26', 'soon', 'Thu, soon'])(
    'that is neither asks for no pause: %s',
    (text) => {
      expect(retryAfterOf(answer(503, text))).toBe(0);
    },
  );

  it.each([200, 301, 404, 500])('asks for no pause with status %d', (status) => {
    expect(retryAfterOf(answer(status, '120'))).toBeUndefined();
  });

  it.each<[number | Date, number]>([
    [120, 120_000],
    [new Date(NOW + 120_000), 120_000],
    [new Date(NOW - 120_000), 0],
    [86_400, 300_000],
    [new Date(NOW + 86_400_000), 300_000],
    [Number('9'.repeat(400)), 300_000],
  ])('%s is waited for, but no longer than 5 minutes', (retryAfter, expected) => {
    expect(waitMsOf(retryAfter, NOW)).toBe(expected);
  });
});
