import { inAppUrl } from './in-app-url';

describe('inAppUrl', () => {
  it.each([
    ['https://app.test/auth/callback', 'https://app.test/', '/auth/callback'],
    ['https://app.test/sub/auth/callback?x=1', 'https://app.test/sub/', '/auth/callback'],
    ['https://app.test/', 'https://app.test/', '/'],
  ])('tells the router URL of %j in an app at %j', (url, appBase, expected) => {
    expect(inAppUrl(url, appBase)).toBe(expected);
  });

  it.each([
    ['https://app.test/auth/callback', 'https://app.test/sub/'],
    ['https://app.test/subway', 'https://app.test/sub/'],
    ['https://other.test/auth/callback', 'https://app.test/'],
    ['https://app.test:444/auth/callback', 'https://app.test/'],
  ])('A4 knows none for %j outside of an app at %j', (url, appBase) => {
    expect(inAppUrl(url, appBase)).toBeNull();
  });
});
