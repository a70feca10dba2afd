import { inAppPath } from './in-app-path';

describe('inAppPath', () => {
  it.each(['/', '/reports', '/reports?year=2026&q=a%20b#totals', '/a//b', '/;x=1', '/caf%C3%A9', '/#/route'])(
    'A4 keeps %j as it stands',
    (path) => {
      expect(inAppPath(path)).toBe(path);
    },
  );

  it.each([
    '//evil.test',
    '///evil.test',
    '/\\evil.test',
    '\\/evil.test',
    '\\\\evil.test',
    '/\t/evil.test',
    '/\n\\evil.test',
    '\t//evil.test',
    ' //evil.test',
    'https://evil.test',
    'https:evil.test',
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    '//',
    '//[',
    'reports',
    '',
    undefined,
    null,
    1,
    ['/reports'],
    { toString: () => '/reports' },
  ])('A4 turns %j into the app’s root', (path) => {
    expect(inAppPath(path)).toBe('/');
  });
});
