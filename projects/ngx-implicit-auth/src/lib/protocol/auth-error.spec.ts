import { inProduction } from '../testing/in-production';
import { AuthError, DOCTOR_COMMANDS, type AuthErrorCode } from './auth-error';

describe('AuthError', () => {
  it('is an Error with a code, a name and a cause', () => {
    const cause = new TypeError('offline');
    const error = new AuthError('server_unreachable', 'The server did not answer.', { cause });

    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'AuthError', code: 'server_unreachable', cause });
  });

  it('tells in the first line that a console shows which failure it is, and where to read more', () => {
    const error = new AuthError('server_unreachable', 'The server did not answer.');
    const line =
      'The server did not answer. (server_unreachable, see docs/errors.md#server_unreachable) Or run: npx ngx-implicit-auth doctor';

    expect(`${error}`).toBe(`AuthError: ${line}`);
    expect(error.stack?.split('\n')[0]).toContain(line);
  });

  it('names the doctor where the server may be set up wrongly, and not where it cannot be', () => {
    const names = (code: AuthErrorCode) =>
      new AuthError(code, 'It failed.').message.includes('npx ngx-implicit-auth doctor');

    expect(names('cors_blocked')).toBe(true);
    expect(names('authorization_failed')).toBe(true);
    expect(names('access_denied')).toBe(false);
    expect(names('id_token_expired')).toBe(false);
  });

  it('ends with the doctor’s command line for each server of the app, once', () => {
    DOCTOR_COMMANDS.push('doctor --issuer a', 'doctor --issuer b', 'doctor --issuer a');
    const { message } = new AuthError('cors_blocked', 'It failed.');
    DOCTOR_COMMANDS.length = 0;

    expect(message).toBe(
      'It failed. (cors_blocked, see docs/errors.md#cors_blocked) Or run: doctor --issuer a or: doctor --issuer b',
    );
  });

  it('names nothing but its code in production', async () => {
    const { message } = await inProduction(() => new AuthError('cors_blocked', 'It failed.'));

    expect(message).toBe('It failed. (cors_blocked)');
  });

  it('carries what the server said apart from its own message', () => {
    const server = { error: 'access_denied', description: 'Not today' };
    const error = new AuthError('access_denied', 'The server refused.', { server });

    expect(error.server).toEqual(server);
    expect(error.message).not.toContain('Not today');
  });
});
