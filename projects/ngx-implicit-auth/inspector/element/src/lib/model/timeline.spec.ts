import type { ɵEventNote as EventNote, ɵNewNote as NewNote } from 'ngx-implicit-auth';
import { timelineOf } from './timeline';

const failure = { code: 'id_token_malformed', message: 'It cannot be read.' } as const;
const notesOf = (...notes: readonly NewNote[]): readonly EventNote[] =>
  notes.map((note, index) => ({ ...note, at: 1000 + index * 10 }));
const passed = (check: 'state' | 'response' | 'format'): NewNote => ({ type: 'check-passed', check });
const statesOf = (notes: readonly EventNote[]) => timelineOf(notes, 'implicit').steps.map(({ state }) => state);

describe('the timeline of a sign-in', () => {
  it('has not begun', () => {
    expect(timelineOf([], 'implicit').startedAt).toBeNull();
    expect(statesOf([])).toEqual(['open', 'open', 'open', 'open', 'open']);
  });

  it('has each step with the time since the first', () => {
    const notes = notesOf(
      { type: 'sign-in-started' },
      { type: 'left' },
      { type: 'response-captured' },
      passed('state'),
      { type: 'signed-in' },
    );
    const { startedAt, steps } = timelineOf(notes, 'implicit');

    expect(startedAt).toBe(1000);
    expect(statesOf(notes)).toEqual(['done', 'done', 'done', 'done', 'done']);
    expect(steps.map(({ afterMs }) => afterMs)).toEqual([0, 10, 20, 30, 40]);
    // Without an id_token, its checks have no object.
    expect(steps[3]?.checks.map(({ name }) => name)).toEqual(['state']);
  });

  it('stops at the check that has not passed', () => {
    const notes = notesOf(
      { type: 'sign-in-started' },
      { type: 'left' },
      { type: 'response-captured' },
      passed('state'),
      passed('response'),
      { type: 'sign-in-failed', failure },
    );
    const [, , , checked] = timelineOf(notes, 'implicit').steps;

    expect(statesOf(notes)).toEqual(['done', 'done', 'done', 'failed', 'open']);
    expect(checked?.failure).toEqual(failure);
    expect(checked?.checks.slice(0, 4).map(({ state }) => state)).toEqual(['done', 'done', 'failed', 'open']);
  });

  it('stops before the server when the redirect could not begin', () => {
    const notes = notesOf({ type: 'sign-in-started' }, { type: 'sign-in-failed', failure });

    expect(statesOf(notes)).toEqual(['done', 'failed', 'open', 'open', 'open']);
  });

  it('tells of the code where tokens come by one', () => {
    const [started] = timelineOf([], 'code').steps;

    expect(started?.text).toContain('a code verifier');
  });
});
