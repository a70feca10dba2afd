import fc from 'fast-check';
import { LEFT_OUT, masked } from './masked';

describe('a masked text', () => {
  it.each([
    ['https://id.example.com/tenant?login_hint=alice#x', 'https://id.example.com/tenant'],
    ['https://alice:pass@id.example.com/', 'https://id.example.com/'],
    ['https://id.example.com/users/alice@example.com/', `https://id.example.com/users/${LEFT_OUT}/`],
    ['https://id.example.com/users/alice%40example.com', `https://id.example.com/users/${LEFT_OUT}`],
    ['https://id.example.com/users/alice%2540example.com', `https://id.example.com/users/${LEFT_OUT}`],
    ['https://id.example.com/0123456789abcdef0123/x', `https://id.example.com/${LEFT_OUT}/x`],
    ['(https://id.example.com/?token=x; next)', '(https://id.example.com/ next)'],
    ['(https://us(er:pass@id.example.com/', '(https://id.example.com/'],
    ['openid alice@example.com read:timesheets', `openid ${LEFT_OUT} read:timesheets`],
    ['alice＠example.com', LEFT_OUT],
    ['eyJhbGciOiJSUzI1NiJ9', LEFT_OUT],
    ['eyJhbGciOiJ', LEFT_OUT],
    ['kid:QxVbRzTnYwKdLmPsGhJfCe', LEFT_OUT],
    ['https://www.googleapis.com/auth/userinfo.email', 'https://www.googleapis.com/auth/userinfo.email'],
    ['accessTokenLifetimeSeconds pushAuthorizationRequests', 'accessTokenLifetimeSeconds pushAuthorizationRequests'],
    ['phone_number_verified offline_access', 'phone_number_verified offline_access'],
  ])('%j is %j', (text, told) => {
    expect(masked(text)).toBe(told);
  });

  it('has no e-mail address, and nothing of a URL that is beside its address, wherever these stand', () => {
    const around = fc.stringMatching(/^[ -~]{0,12}$/).filter((text) => !text.includes(':'));
    const secret = fc.constantFrom(
      'S3cr3t@example.com',
      'https://S3cr3t:x@api.example.com/',
      'https://api.example.com/?q=S3cr3t',
      'https://api.example.com/#S3cr3t',
    );

    fc.assert(
      fc.property(around, secret, around, (before, text, after) => {
        expect(masked(`${before} ${text} ${after}`)).not.toContain('S3cr3t');
        expect(masked(`(${text}) "${text}" <${text}>,${text};`)).not.toContain('S3cr3t');
      }),
    );
  });
});
