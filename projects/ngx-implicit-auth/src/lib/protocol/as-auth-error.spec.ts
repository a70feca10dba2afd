import { SENTENCES } from '../testing/sentences';
import { asAuthError } from './as-auth-error';
import { AuthError } from './auth-error';

describe('asAuthError', () => {
  it('leaves a typed error as it is', () => {
    const error = new AuthError('access_denied', 'Access was refused.');

    expect(asAuthError(error)).toBe(error);
  });

  it.each([new TypeError('access-token-1'), 'access-token-1', undefined, { code: 'access_denied' }])(
    'makes %p the typed error for a defect, and keeps nothing of what it may quote',
    (thrown) => {
      const error = asAuthError(thrown);

      expect(error).toBeInstanceOf(AuthError);
      expect(error.code).toBe('internal_error');
      expect(error.cause).toBeUndefined();
      expect(error.message).not.toContain('access-token-1');
      expect(error.message).toMatch(SENTENCES);
    },
  );
});
