import fc from 'fast-check';
import { AuthError } from '../protocol/auth-error';
import { ERROR_CODES } from '../testing/error-codes';
import { ENGLISH } from './english-texts';
import { failureDetails, failureWords } from './failure-words';
import { FRENCH } from './french-texts';
import { GERMAN } from './german-texts';
import { SPANISH } from './spanish-texts';

const LANGUAGES = [ENGLISH, GERMAN, FRENCH, SPANISH];
const EVERY = LANGUAGES.flatMap((texts) => ERROR_CODES.map((code) => ({ lang: texts.lang, code, texts })));
const MESSAGE = 'Allow https://id.example.com in connect-src of the Content-Security-Policy.';

describe('what whoever signs in is told of a failure', () => {
  it.each(EVERY)('is said in sentences, without what developers need ($lang, $code)', ({ code, texts }) => {
    const { words, lang } = failureWords(new AuthError(code, MESSAGE), texts);

    expect(words).toMatch(/^\p{Lu}[^.]+\.( \p{Lu}[^.]+\.)+$/u);
    expect(words).not.toMatch(/https|connect-src|Content-Security-Policy|CORS|redirect URI|errors\.md|\{/);
    expect(lang).toBe(texts.lang);
  });

  it.each(LANGUAGES)('has words for the same failures in each language ($lang)', ({ errors }) => {
    expect(Object.keys(errors).sort()).toEqual(Object.keys(ENGLISH.errors).sort());
  });

  it.each(LANGUAGES)('names the failure where people can do nothing but tell somebody ($lang)', (texts) => {
    expect(failureWords(new AuthError('cors_blocked', MESSAGE), texts).words).toMatch(/: cors_blocked\.$/);
  });

  it('is never the message, whatever that says', () => {
    const anything = fc.record({
      code: fc.constantFrom(...ERROR_CODES),
      message: fc.string({ minLength: 1 }).map((text) => `§${text}`),
      texts: fc.constantFrom(...LANGUAGES),
      description: fc.option(fc.string(), { nil: undefined }),
    });

    fc.assert(
      fc.property(anything, ({ code, message, texts, description }) => {
        const server = description === undefined ? undefined : { error: code, description };
        const { words } = failureWords(new AuthError(code, message, server && { server }), texts);
        return words === description?.trim() || !words.includes(message);
      }),
    );
    expect(failureWords(new AuthError('config_invalid', MESSAGE), ENGLISH).words).not.toContain(MESSAGE);
  });

  it('is what the server has said, if it has, in a language that nobody knows', () => {
    const server = { error: 'access_denied', description: 'Not <b>today</b>.' };

    expect(failureWords(new AuthError('access_denied', MESSAGE, { server }), GERMAN)).toEqual({
      words: 'Not <b>today</b>.',
      lang: '',
    });
  });

  it('is no more than some sentences of the server’s', () => {
    const server = { error: 'access_denied', description: `${'Not today. '.repeat(20_000)}😀` };
    const { words } = failureWords(new AuthError('access_denied', MESSAGE, { server }), GERMAN);

    expect(words).toMatch(/^(Not today\. )+.{0,10}…$/);
    expect(words).toHaveLength(501);
  });

  it('is cut between two characters', () => {
    const server = { error: 'access_denied', description: '😀'.repeat(600) };

    expect(failureWords(new AuthError('access_denied', MESSAGE, { server }), GERMAN).words).toBe(
      `${'😀'.repeat(500)}…`,
    );
  });

  it('is not what the server has said where that is nothing', () => {
    const server = { error: 'access_denied', description: ' \n ' };

    expect(failureWords(new AuthError('access_denied', MESSAGE, { server }), GERMAN)).toEqual({
      words: GERMAN.errors.access_denied,
      lang: 'de',
    });
  });

  it.each(['token_request_refused', 'pushed_request_refused'] as const)(
    'is not what the server has said to the app (%s)',
    (code) => {
      const server = { error: 'invalid_grant', description: 'grant request is invalid' };

      expect(failureWords(new AuthError(code, MESSAGE, { server }), ENGLISH).words).not.toContain('grant');
    },
  );

  it('is told in the app’s own words for a code that has none in the package', () => {
    const texts = { ...ENGLISH, errors: { ...ENGLISH.errors, popup_blocked: 'Allow popups ({code}).' } };

    expect(failureWords(new AuthError('popup_blocked', MESSAGE), texts).words).toBe('Allow popups (popup_blocked).');
  });
});

it('what developers read is in English, from left to right, on whatever page', () => {
  const [details] = failureDetails(new AuthError('access_denied', MESSAGE));

  expect([details?.lang, details?.dir]).toEqual(['en', 'ltr']);
  expect(details?.textContent).toContain(MESSAGE);
});
