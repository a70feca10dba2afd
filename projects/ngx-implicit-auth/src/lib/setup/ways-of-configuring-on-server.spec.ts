/** @jest-environment node */
import { DOCUMENT, PLATFORM_ID } from '@angular/core';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type PageOptions } from '../testing/fake-tab';

const server = await fakeAuthorizationServer();

it.each<[string, PageOptions['source']]>([
  ['an object', (config) => config],
  ['a function', (config) => () => config],
  ['a promise', (config) => Promise.resolve(config)],
])('nobody can sign in while a page is rendered on a server, configured by %s', async (_, source) => {
  jest.spyOn(console, 'warn').mockImplementation(() => {});
  const tab = fakeTab(server);
  const { auth } = tab.open(APP, {
    source,
    providers: [
      { provide: PLATFORM_ID, useValue: 'server' },
      // TestBed clears the page away before each test.
      { provide: DOCUMENT, useValue: { querySelectorAll: () => [] } },
    ],
  });

  await expect(auth.login()).rejects.toMatchObject({ code: 'browser_required' });
  expect(auth.state()).toMatchObject({ status: 'failed', error: { code: 'browser_required' } });
  expect(tab.reloads).toBe(0);
});
