import { AuthError } from './auth-error';

describe('AuthError', () => {
  it('is an Error with a code, a name and a cause', () => {
    const cause = new TypeError('offline');
    const error = new AuthError('server_unreachable', 'The server did not answer.', { cause });

    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'AuthError', code: 'server_unreachable', cause });
    expect(`${error}`).toBe('AuthError: The server did not answer.');
  });

  it('carries what the server said apart from its own message', () => {
    const server = { error: 'access_denied', description: 'Not today' };
    const error = new AuthError('access_denied', 'The server refused.', { server });

    expect(error.server).toEqual(server);
    expect(error.message).not.toContain('Not today');
  });
});
