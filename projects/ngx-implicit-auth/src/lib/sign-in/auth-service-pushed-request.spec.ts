import type { AuthConfig } from 'ngx-implicit-auth';
import { answered } from '../testing/answered-page';
import { ALICE, fakeAuthorizationServer, type FakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Tab } from '../testing/fake-tab';
import { pendingKeys } from '../testing/stored-records';

let server: FakeAuthorizationServer;
let tab: Tab;
let forms: URLSearchParams[];

beforeEach(async () => {
  server = await fakeAuthorizationServer();
  server.metadata['pushed_authorization_request_endpoint'] = `${server.issuer}/push`;
  server.metadata['require_pushed_authorization_requests'] = true;
  forms = [];
  const { push } = server;
  server.push = (form) => {
    forms.push(form);
    return push(form);
  };
  tab = fakeTab(server);
});

/** Leaves for the server, and returns the parameters that the address bar shows. */
async function leave(config: Partial<AuthConfig> = {}): Promise<Record<string, string>> {
  await tab.open(APP, { config }).auth.login();
  return Object.fromEntries(new URL(tab.redirect).searchParams);
}

describe.each(['code', 'id_token token'] as const)('a pushed authorization request for %s', (responseType) => {
  it('R82 R83 is sent where the server requires it; the redirect names client and request alone', async () => {
    const shown = await leave({ responseType });

    expect(shown).toEqual({
      client_id: 'timesheets-spa',
      request_uri: expect.stringMatching(/^urn:ietf:params:oauth:request_uri:/),
    });
    expect(Object.fromEntries(forms[0] ?? [])).toMatchObject({
      client_id: 'timesheets-spa',
      redirect_uri: `${APP}auth/callback`,
      response_type: responseType,
      state: expect.any(String),
      nonce: expect.any(String),
    });
  });

  it('signs in as any other request does', async () => {
    await leave({ responseType });
    const { auth } = await answered(tab, await server.answer(tab.redirect), { config: { responseType } });

    expect(auth.snapshot()).toMatchObject({ status: 'signed-in', session: { claims: ALICE } });
  });

  it('R83 is made anew each time', async () => {
    const first = await leave({ responseType });
    tab = fakeTab(server);
    const second = await leave({ responseType });

    expect(second['request_uri']).not.toBe(first['request_uri']);
    expect(forms).toHaveLength(2);
  });
});

describe('a pushed authorization request', () => {
  it('R83 is sent by option, and left out by option', async () => {
    server.metadata['require_pushed_authorization_requests'] = undefined;
    expect(await leave({ pushAuthorizationRequests: true })).toHaveProperty('request_uri');

    tab = fakeTab(server);
    expect(await leave()).not.toHaveProperty('request_uri');

    server.metadata['require_pushed_authorization_requests'] = true;
    tab = fakeTab(server);
    expect(await leave({ pushAuthorizationRequests: false })).not.toHaveProperty('request_uri');
  });

  it('keeps the parameters of the endpoint itself in the address', async () => {
    server.metadata['authorization_endpoint'] = `${server.issuer}/authorize?policy=b2c`;

    expect(await leave()).toMatchObject({ policy: 'b2c', client_id: 'timesheets-spa' });
    expect(forms[0]?.has('policy')).toBe(false);
  });

  it.each([
    [() => Response.json({ error: 'invalid_scope' }, { status: 400 }), 'pushed_request_refused'],
    [() => new Response(null, { status: 403 }), 'pushed_request_refused'],
    [() => new Response(null, { status: 500 }), 'server_answer_invalid'],
    [() => Response.json({ request_uri: 'urn:x' }, { status: 200 }), 'server_answer_invalid'],
    [() => Response.json({ expires_in: 60 }, { status: 201 }), 'server_answer_invalid'],
    [() => Promise.reject(new TypeError('Failed to fetch')), 'cors_blocked'],
  ] as const)('R84 that fails redirects nobody, and leaves nothing behind (%#)', async (push, code) => {
    server.push = (form) => (form.has('state') ? push() : new Response());
    const { auth } = tab.open();

    await expect(auth.login()).rejects.toMatchObject({ name: 'AuthError', code });
    expect(auth.state()).toMatchObject({ status: 'failed', error: { code } });
    expect(tab.redirects).toEqual([]);
    expect(pendingKeys(tab)).toEqual([]);
  });

  it('R84 that no endpoint takes redirects nobody', async () => {
    server.metadata['pushed_authorization_request_endpoint'] = undefined;

    await expect(leave()).rejects.toMatchObject({ code: 'metadata_invalid' });
    expect(tab.redirects).toEqual([]);
  });
});
