import { readFileSync } from 'node:fs';
import { AuthError, type AuthErrorCode } from '../protocol/auth-error';
import { failureWords } from './failure-words';

const source = readFileSync('projects/ngx-implicit-auth/src/lib/protocol/auth-error.ts', 'utf8');
const CODES = [...source.matchAll(/^ {2}\| '(\w+)'/gm)].map(([, code]) => code as AuthErrorCode);

const MESSAGE = 'Allow https://id.example.com in connect-src of the Content-Security-Policy.';

describe('what whoever signs in is told of a failure', () => {
  it.each(CODES)('is said in sentences, without what developers need (%s)', (code) => {
    const words = failureWords(new AuthError(code, MESSAGE));

    expect(words).toMatch(/^[A-Z][^.]+\.( [A-Z][^.]+\.)+$/);
    expect(words).not.toMatch(/https|connect-src|Content-Security-Policy|CORS|redirect URI|errors\.md/);
  });

  it('names the failure where people can do nothing but tell somebody', () => {
    expect(failureWords(new AuthError('cors_blocked', MESSAGE))).toContain('tell whoever runs this app: cors_blocked.');
  });

  it('is what the server has said, if it has', () => {
    const server = { error: 'access_denied', description: 'Not <b>today</b>.' };

    expect(failureWords(new AuthError('access_denied', MESSAGE, { server }))).toBe('Not <b>today</b>.');
  });

  it.each(['token_request_refused', 'pushed_request_refused'] as const)(
    'is not what the server has said to the app (%s)',
    (code) => {
      const server = { error: 'invalid_grant', description: 'grant request is invalid' };

      expect(failureWords(new AuthError(code, MESSAGE, { server }))).not.toContain('grant');
    },
  );
});
