import { SENTENCES } from '../testing/sentences';
import { isSamePerson, type Session } from '../session/auth-state';
import { isOtherPerson, otherPerson } from './same-person';

const of = (claims: object | null) => ({ claims }) as Session;
const ALICE = of({ sub: 'alice', name: 'Alice' });
const RENAMED = of({ sub: 'alice', name: 'Alice B.' });
const BOB = of({ sub: 'bob', name: 'Alice' });
const NOBODY = of(null);

describe('two sessions', () => {
  it.each<[string, Session, Session, { isSame: boolean; isOther: boolean }]>([
    ['of one sub', ALICE, RENAMED, { isSame: true, isOther: false }],
    ['of two subs', ALICE, BOB, { isSame: false, isOther: true }],
    ['the first of which has no claims', NOBODY, ALICE, { isSame: false, isOther: false }],
    ['the second of which has no claims', ALICE, NOBODY, { isSame: false, isOther: false }],
    ['without claims', NOBODY, NOBODY, { isSame: false, isOther: false }],
  ])('R51 %s', (_, before, after, { isSame, isOther }) => {
    expect(isSamePerson(before, after)).toBe(isSame);
    expect(isOtherPerson(before, after)).toBe(isOther);
  });
});

it('R51 an answer about somebody else is refused with the reason', () => {
  expect(otherPerson()).toMatchObject({ name: 'AuthError', code: 'other_person' });
  expect(otherPerson().message).toMatch(SENTENCES);
});
