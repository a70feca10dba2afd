import { AuthError } from '../protocol/auth-error';
import { lastSignIn, noteOf, withoutOldest, type EventNote, type NewNote } from './event-note';

const notesOf = (...types: readonly string[]): readonly EventNote[] =>
  types.map((type, at) => ({ ...({ type } as NewNote), at }));
const typesOf = (notes: readonly EventNote[]) => notes.map(({ type }) => type);

describe('the last sign-in', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['none', ['session-received', 'signed-out'], []],
    ['one under way', ['signed-out', 'sign-in-started', 'left'], ['sign-in-started', 'left']],
    [
      'one that has ended, and what came later is none of it',
      ['sign-in-started', 'left', 'response-captured', 'signed-in', 'renewal-ended', 'left'],
      ['sign-in-started', 'left', 'response-captured', 'signed-in'],
    ],
    [
      'the later one',
      ['sign-in-started', 'signed-in', 'sign-in-started', 'sign-in-failed'],
      ['sign-in-started', 'sign-in-failed'],
    ],
    [
      'a response that comes after the end of one',
      ['sign-in-started', 'signed-in', 'response-captured', 'sign-in-failed'],
      ['response-captured', 'sign-in-failed'],
    ],
    [
      'one whose start another page has not noted',
      ['response-captured', 'signed-in'],
      ['response-captured', 'signed-in'],
    ],
  ])('is %s', (_, types, expected) => {
    expect(typesOf(lastSignIn(notesOf(...types)))).toEqual(expected);
  });
});

describe('notes that are too many', () => {
  it('are left out from the oldest on, and none of the last sign-in', () => {
    const signIn = ['sign-in-started', 'left', 'response-captured', 'signed-in'];
    const renewals = Array.from({ length: 300 }, () => 'renewal-ended');
    const kept = withoutOldest(notesOf('session-received', ...signIn, ...renewals));

    expect(typesOf(kept)).toEqual([...signIn, ...renewals.slice(100)]);
    expect(kept.at(-1)?.at).toBe(304);
  });

  it('are left out of a sign-in that does not end, too', () => {
    const kept = withoutOldest(notesOf('sign-in-started', ...Array.from({ length: 10_000 }, () => 'check-passed')));

    expect(kept.length).toBeLessThanOrEqual(400);
    expect(kept[0]?.type).toBe('sign-in-started');
  });
});

it('the note of a failure is without the server’s own words, and masked', () => {
  const server = { error: 'S3cr3t', description: 'S3cr3t', uri: 'https://id.example.com/S3cr3t' };
  const message = "No key of https://id.example.com fits the id_token, whose kid is 'S3cr3t@example.com'.";
  const error = new AuthError('signing_key_unknown', message, { server, cause: new Error('S3cr3t') });
  const note = noteOf({ type: 'sign-in-failed', error, returnTo: '/S3cr3t' }, false);

  expect(JSON.stringify(note)).not.toContain('S3cr3t');
  expect(note).toMatchObject({
    failure: { code: 'signing_key_unknown', message: expect.stringMatching(/^No key of/) },
  });
});
