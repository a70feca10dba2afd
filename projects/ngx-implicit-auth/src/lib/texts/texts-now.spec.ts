import type { ErrorHandler } from '@angular/core';
import { english, french, german, spanish, type AuthTexts } from 'ngx-implicit-auth';
import type { AuthTextsGiven } from '../settings/auth-texts';
import { promisesTold } from '../testing/promises-told';
import { ENGLISH } from './english-texts';
import { GERMAN } from './german-texts';
import { textsNow } from './texts-now';

/** Each text of a language, by its place. */
const textsOf = ({ errors, ...texts }: typeof ENGLISH): Readonly<Record<string, string>> => ({ ...texts, ...errors });

/** Of nothing that happens here. */
const NOBODY: ErrorHandler = { handleError: fail };

function fail(error: unknown): never {
  throw error;
}

describe('what people are told', () => {
  it('is English where the app says nothing else', async () => {
    expect(await textsNow({}, NOBODY)).toEqual(ENGLISH);
    expect(await textsNow({ readTexts: async () => ({}) }, NOBODY)).toEqual(ENGLISH);
    expect(await english()).toBe(ENGLISH);
  });

  it.each([german, french, spanish])('is all of it in another language of the package', async (language) => {
    const texts = await textsNow({ readTexts: language }, NOBODY);

    expect(texts).toEqual(await language());
    const asInEnglish = Object.entries(textsOf(texts)).filter(([name, text]) => textsOf(ENGLISH)[name] === text);
    expect(asInEnglish).toEqual([]);
  });

  it('is in the app’s own words where it has some, and else in English', async () => {
    const errors = { access_denied: 'Ask Paula.', cors_blocked: undefined };
    const texts = await textsNow({ readTexts: async () => ({ retry: 'Once more', home: undefined, errors }) }, NOBODY);

    expect(texts).toEqual({
      ...ENGLISH,
      retry: 'Once more',
      errors: { ...ENGLISH.errors, access_denied: 'Ask Paula.' },
    });
  });

  it('is in the app’s own words where it has some, and else in a language of the package', async () => {
    const texts = await textsNow({ readTexts: async () => ({ ...(await german()), retry: 'Nochmal' }) }, NOBODY);

    expect(texts).toEqual({ ...GERMAN, retry: 'Nochmal' });
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a text', 'de'],
    ['texts that are none', { retry: null, failed: 7, unexplained: {}, lang: undefined, errors: 'none' }],
    ['errors that are none', { errors: { access_denied: null, cors_blocked: ['no'] } }],
    ['names that there are not', { retrry: 'Once more', constructor: 'x', errors: { acces_denied: 'No.' } }],
  ])('is in English where the app brings %s', async (_, brought) => {
    const texts = await textsNow({ readTexts: async () => brought as never }, NOBODY);

    expect(texts).toMatchObject(ENGLISH);
    expect(Object.values(textsOf(texts)).filter((text) => typeof text !== 'string')).toEqual([]);
  });

  it('is in English where the app’s texts do not come in time, and the app’s when they do', async () => {
    jest.useFakeTimers();
    let come: (texts: AuthTextsGiven) => void = () => {};
    const late: AuthTexts[] = [];
    const readTexts = () => new Promise<AuthTextsGiven>((resolve) => (come = resolve));
    const told = textsNow({ readTexts }, NOBODY, (texts) => late.push(texts));
    jest.advanceTimersByTime(3_000);
    const first = await told;
    come(GERMAN);
    await promisesTold();
    const timers = jest.getTimerCount();
    jest.useRealTimers();

    expect(first).toBe(ENGLISH);
    expect(late).toEqual([GERMAN]);
    expect(timers).toBe(0);
  });

  it('leaves no timer behind when the texts have come', async () => {
    jest.useFakeTimers();
    await textsNow({ readTexts: async () => GERMAN }, NOBODY);
    const timers = jest.getTimerCount();
    jest.useRealTimers();

    expect(timers).toBe(0);
  });
});
