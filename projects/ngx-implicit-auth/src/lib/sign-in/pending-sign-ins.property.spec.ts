import fc from 'fast-check';
import { URL } from 'node:url';
import { isRecord } from '../session/auth-storage';
import { ANY_RECORD, CASES, nearly } from '../testing/cases';
import { APP } from '../testing/fake-tab';
import { parsePendingSignIn } from './pending-sign-ins';

/** What every reader of a pending sign-in relies on. */
function isPendingSignIn(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { nonce, requestedAt, returnTo, server, acrValues, purpose } = value;
  return (
    typeof nonce === 'string' &&
    typeof requestedAt === 'number' &&
    ['string', 'undefined'].includes(typeof acrValues) &&
    isRecord(server) &&
    typeof returnTo === 'string' &&
    new URL(returnTo, APP).origin === new URL(APP).origin &&
    isRecord(purpose) &&
    ['sign-in', 'renewal', 'access'].includes(purpose['type'] as string) &&
    (purpose['type'] === 'access') === (typeof purpose['url'] === 'string') &&
    (purpose['type'] === 'renewal') === (typeof purpose['isSilent'] === 'boolean')
  );
}

const pendingSignIn = fc.record({
  nonce: fc.string(),
  requestedAt: fc.constant(Date.now()),
  returnTo: fc.constantFrom('/', '/timesheets/2026?week=7#mon', '/a//b'),
  server: fc.constant({ issuer: 'https://id.example.com', authorizationEndpoint: 'https://id.example.com/authorize' }),
  acrValues: fc.string(),
  purpose: fc.oneof(
    fc.constant({ type: 'sign-in' }),
    fc.record({ type: fc.constant('renewal'), isSilent: fc.boolean() }),
    fc.record({ type: fc.constant('access'), url: fc.webUrl() }),
  ),
});

describe('the record of a pending sign-in', () => {
  it.each([
    ['any text', ANY_RECORD],
    ['any JSON', fc.jsonValue().map((value) => JSON.stringify(value))],
    ['nearly a record', nearly(pendingSignIn)],
  ])('A28 A4 is of the right form, with a way back inside the app, or none for %s', (_, content) => {
    fc.assert(
      fc.property(content, (text) => {
        const record = parsePendingSignIn(text);

        expect(record === null || isPendingSignIn(record)).toBe(true);
      }),
      CASES,
    );
  });

  it('A28 is read as it was written', () => {
    fc.assert(
      fc.property(pendingSignIn, (written) => {
        expect(parsePendingSignIn(JSON.stringify(written))).toEqual(JSON.parse(JSON.stringify(written)));
      }),
      CASES,
    );
  });
});
