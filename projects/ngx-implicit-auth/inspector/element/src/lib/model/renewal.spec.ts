import type { ɵEventNote as EventNote, ɵNewNote as NewNote } from 'ngx-implicit-auth';
import { nextRenewal, renewalOf, type Renewal } from './renewal';

const MINUTE_MS = 60_000;
const session = { receivedAt: 0, expiresAt: 60 * MINUTE_MS };
const notesOf = (...notes: readonly NewNote[]): readonly EventNote[] => notes.map((note, at) => ({ ...note, at }));
const ended = (status: NonNullable<Renewal['lastOutcome']>, wasNobody = false): NewNote => ({
  type: 'renewal-ended',
  status,
  wasNobody,
});

describe('the renewals of a session', () => {
  it('are those since the sign-in, the newest first', () => {
    const notes = notesOf(
      ended('renewed'),
      { type: 'signed-in' },
      ended('renewed'),
      ended('unreachable'),
      ended('renewed'),
    );

    expect(renewalOf(notes, {}, 0).times).toEqual([4, 2]);
  });

  it.each<NewNote>([{ type: 'signed-out' }, { type: 'session-expired' }, ended('renewed', true)])(
    'are none after %j',
    (last) => {
      expect(renewalOf(notesOf(ended('renewed'), last), {}, 0).times).toEqual([]);
    },
  );

  it('have the outcome of the last attempt in this page', () => {
    const notes = notesOf(ended('refused'), ended('unreachable'));

    expect(renewalOf(notes, {}, 0).lastOutcome).toBe('unreachable');
    expect(renewalOf(notes, {}, 2).lastOutcome).toBeNull();
    expect(renewalOf([...notes, ...notesOf({ type: 'session-received' })], {}, 0).lastOutcome).toBeNull();
  });
});

describe('the next renewal', () => {
  const next = (renewal: Partial<Renewal>, now = 0) =>
    nextRenewal(session, { options: {}, times: [], lastOutcome: null, ...renewal }, now);

  it.each<[number, string]>([
    [0, 'in 55 minutes'],
    [53.5 * MINUTE_MS, 'in a minute'],
    [54.3 * MINUTE_MS, 'in less than a minute'],
    [54.5 * MINUTE_MS, 'any moment now'],
  ])('is, at %d, %s', (now, text) => {
    expect(next({}, now)).toEqual({ at: 54.5 * MINUTE_MS, text });
  });

  it.each<[Partial<Renewal>, RegExp]>([
    [{ options: null }, /without withSilentRenewal/],
    [{ lastOutcome: 'interaction-required' }, /signed in again/],
    [{ lastOutcome: 'refused' }, /signed in again/],
    [{ lastOutcome: 'frame-blocked' }, /redirect/],
    [{ lastOutcome: 'unreachable' }, /server answers/],
  ])('has no time with %j', (renewal, text) => {
    expect(next(renewal)).toEqual({ at: null, text: expect.stringMatching(text) });
  });

  it('is by a redirect where the app wants that', () => {
    expect(next({ options: { strategy: 'navigation', leadSeconds: 60 } })).toEqual({
      at: session.expiresAt - 66_000,
      text: 'at a guarded navigation',
    });
  });

  it('never comes for a lifetime that is too short', () => {
    expect(
      nextRenewal({ receivedAt: 0, expiresAt: 1000 }, { options: {}, times: [], lastOutcome: null }, 0).at,
    ).toBeNull();
  });
});
