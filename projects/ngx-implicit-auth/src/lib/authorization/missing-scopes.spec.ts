import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { answered } from '../testing/answered-page';
import { fakeTab, type Tab } from '../testing/fake-tab';
import { inProduction } from '../testing/in-production';

const server = await fakeAuthorizationServer();
let tab: Tab;
let hints: string[];

beforeEach(() => {
  tab = fakeTab(server);
  hints = [];
  delete server.metadata['scopes_supported'];
  jest.spyOn(console, 'warn').mockImplementation((text: string) => hints.push(text));
});

/** Signs in with a server that lists some scopes, and says which it has granted. */
async function signIn(supported: unknown, granted: string | undefined): Promise<void> {
  server.metadata['scopes_supported'] = supported;
  await tab.open().auth.login();
  const page = await answered(tab, await server.answer(tab.redirect, { parameters: { scope: granted } }));

  expect(page.auth.isAuthenticated()).toBe(true);
}

describe('a scope that the server does not know', () => {
  it('is told of in dev mode when it was not granted', async () => {
    await signIn(undefined, 'openid profile');

    expect(hints).toEqual([
      'ngx-implicit-auth: https://id.example.com has not granted read:timesheets. Compare `scope` with the scopes that ' +
        'the server knows and allows this client.',
    ]);
  });

  it('is told of in dev mode when its metadata do not list it, and it says nothing of what it has granted', async () => {
    await signIn(['openid', 'profile', 'read:timesheet'], undefined);

    expect(hints).toEqual([expect.stringContaining('does not list read:timesheets among its scopes')]);
  });

  it.each([
    ['openid profile', 1],
    ['openid profile read:timesheets', 0],
    [undefined, 0],
  ])('is told of by a code when the tokens for it say so: %s', async (granted, times) => {
    const byCode = { config: { responseType: 'code' } } as const;
    server.metadata['scopes_supported'] = ['openid', 'profile'];
    server.tokenEndpoint.changes = { scope: granted };
    await tab.open(undefined, byCode).auth.login();
    const page = await answered(tab, await server.answer(tab.redirect), byCode);

    expect(page.auth.isAuthenticated()).toBe(true);
    expect(hints).toEqual(
      Array.from({ length: times }, () => expect.stringContaining('has not granted read:timesheets')),
    );
  });

  it('is not told of in production', async () => {
    await inProduction(() => signIn(undefined, 'openid'));

    expect(hints).toEqual([]);
  });
});

it.each<[string, unknown, string | undefined]>([
  ['has granted it, listed or not', ['openid'], 'openid read:timesheets'],
  ['lists it', ['read:timesheets'], undefined],
  ['leaves out only scopes of OpenID Connect', undefined, 'read:timesheets'],
  ['tells nothing of scopes', undefined, undefined],
  ['tells nonsense of them', 'openid', undefined],
])('no scope is told of when the server %s', async (_, supported, granted) => {
  await signIn(supported, granted);

  expect(hints).toEqual([]);
});
