import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab } from '../testing/fake-tab';
import { failurePage } from './guarded-navigation';

const server = await fakeAuthorizationServer();

/** The page that tells of a failure in an app with this redirect URI, when a navigation to `navigatedTo` fails. */
function told(redirectUri: string, baseHref = '/', navigatedTo = '/secret') {
  fakeTab(server).open(new URL(baseHref, APP).href, { baseHref, config: { redirectUri } });
  const page = TestBed.runInInjectionContext(() => failurePage(TestBed.inject(Router), navigatedTo)());
  return page && String(page);
}

describe('failurePage', () => {
  it.each([
    ['auth/callback', '/', '/auth/callback'],
    ['auth/callback?from=server', '/sub/', '/auth/callback'],
    ['', '/', '/'],
  ])('is, for the redirect URI %j in an app at %j, %s', (redirectUri, baseHref, expected) => {
    expect(told(redirectUri, baseHref)).toBe(expected);
  });

  it.each([
    ['https://app.example.com/auth/callback', '/sub/'],
    ['https://app.example.com/subway', '/sub/'],
    ['https://other.example.com/auth/callback', '/'],
    ['https://app.example.com:444/auth/callback', '/'],
  ])('A4 is none for %j, outside of an app at %j', (redirectUri, baseHref) => {
    expect(told(redirectUri, baseHref)).toBe(false);
  });

  it('is none where the navigation leads there already', () => {
    expect(told('auth/callback', '/', '/auth/callback')).toBe(false);
  });
});
