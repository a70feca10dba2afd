import { answered, expectRefused } from '../testing/answered-page';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { fakeTab, type Tab } from '../testing/fake-tab';

const server = await fakeAuthorizationServer();
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

describe('an error response', () => {
  it.each(['#', '?'] as const)('R19 R21 is read from %s, with what the server says as it stands', async (component) => {
    await tab.open().auth.login();
    const page = await answered(
      tab,
      server.refuse(tab.redirect, { component, parameters: { error_uri: 'https://id.example.com/why' } }),
    );

    expectRefused(tab, page, 'access_denied');
    expect(page.auth.state()).toMatchObject({
      error: {
        server: {
          error: 'access_denied',
          description: 'Alice said <b>no</b>',
          uri: 'https://id.example.com/why',
        },
      },
    });
  });

  it('R16 is not believed when its state is unknown', async () => {
    await tab.open().auth.login();
    const page = await answered(tab, server.refuse(tab.redirect, { parameters: { state: 'made-up' } }));

    expectRefused(tab, page, 'state_unknown');
    expect(page.auth.state()).toMatchObject({ error: { server: undefined } });
  });

  it('R16 in the query is left to the app when its state is unknown', async () => {
    await tab.open().auth.login();
    const url = server.refuse(tab.redirect, { component: '?', parameters: { state: 'made-up' } });
    const page = await answered(tab, url);

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(page.location.href).toBe(url);
  });

  it('R18 is not attributed to the configured server when its issuer is another', async () => {
    await tab.open().auth.login();
    const page = await answered(tab, server.refuse(tab.redirect, { parameters: { iss: 'https://evil.test' } }));

    expectRefused(tab, page, 'response_issuer_mismatch');
    expect(page.auth.state()).toMatchObject({ error: { server: undefined } });
  });

  it('R20 with a token beside the error stays an error', async () => {
    expectRefused(
      tab,
      await tab.signIn({ answer: { parameters: { error: 'access_denied' } } }),
      'response_contradictory',
    );
  });

  it('leaves an earlier session standing', async () => {
    const { auth } = await tab.signIn();
    await auth.login({ prompt: 'login' });
    const page = await answered(tab, server.refuse(tab.redirect));

    expect(page.auth.state().status).toBe('signed-in');
    expect(page.events.at(-1)).toMatchObject({ type: 'sign-in-failed', error: { code: 'access_denied' } });
  });
});
