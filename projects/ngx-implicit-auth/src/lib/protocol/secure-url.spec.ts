import { isSecureUrl } from './secure-url';

describe('isSecureUrl', () => {
  it.each([
    'https://id.example.com',
    'https://id.example.com:8443/tenant?a=b',
    'http://localhost:4200/auth/callback',
    'http://app.localhost:4200/',
    'http://127.0.0.1:4300/authorize',
    'http://127.8.9.10/',
    'http://[::1]:4300/',
  ])('R6 R61 accepts %s', (url) => {
    expect(isSecureUrl(url)).toBe(true);
  });

  it.each([
    'http://id.example.com',
    'http://localhost.example.com/',
    'http://notlocalhost/',
    'http://127.0.0.1.example.com/',
    'http://128.0.0.1/',
    'http://[::2]/',
    'https://user@id.example.com/',
    'https://:secret@id.example.com/',
    'https:/id.example.com',
    'https:id.example.com',
    'https:\\\\id.example.com',
    'https://id.example.com\\@evil.test',
    ' https://id.example.com',
    'https://id.example.com/a b',
    'https://id.example.com/\n',
    'https://',
    'https://[',
    '//id.example.com',
    '/auth/callback',
    'javascript:alert(1)',
    'data:text/html,x',
    'ws://localhost',
    '',
  ])('R6 R61 refuses %j', (url) => {
    expect(isSecureUrl(url)).toBe(false);
  });
});
