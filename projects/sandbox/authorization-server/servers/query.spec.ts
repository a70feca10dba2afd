import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startApi } from '../../api/start-api.ts';
import { openBrowser } from '../../testing/browser.ts';
import { APP, logIn } from '../../testing/sign-in.ts';
import type { AuthorizationServer } from '../authorization-server.ts';
import { startAuthorizationServer } from '../start-authorization-server.ts';

const REDIRECT_URI = `${APP}/auth/callback`;

async function signIn({ url }: AuthorizationServer, parameters: Record<string, string> = {}): Promise<URL> {
  const browser = openBrowser(url);
  const query = new URLSearchParams({
    client_id: 'timesheets-demo',
    redirect_uri: REDIRECT_URI,
    response_type: 'token',
    scope: 'email read:timesheets',
    ...parameters,
  });
  const page = await browser.goto(`/oauth?${query}`);
  if (page.status === 0) return page.url;
  const consent = await logIn(browser, page, 'bob');
  return (await browser.submit(consent, { decision: 'allow' })).url;
}

describe('the query server', () => {
  let server: AuthorizationServer;
  before(async () => {
    server = await startAuthorizationServer({ server: 'query', port: 0 });
  });
  after(() => server.close());

  it('answers in the query, by a parameter of its own, with the state when there was one', async () => {
    const bare = await signIn(server);
    assert.match(bare.href, /^http:\/\/localhost:4200\/auth\/callback\?token=[\da-f-]{36}$/);
    const { searchParams } = await signIn(server, { state: 'the-state' });
    assert.deepEqual([...searchParams.keys()], ['token', 'state']);
    assert.equal(searchParams.get('state'), 'the-state');
  });

  it('forgets the state where it is told to', async () => {
    const forgetful = await startAuthorizationServer({ server: 'query', port: 0, echoesState: false });
    const { searchParams } = await signIn(forgetful, { state: 'the-state' });
    assert.deepEqual([...searchParams.keys()], ['token']);
    await forgetful.close();
  });

  it('issues tokens that the API takes', async () => {
    const api = await startApi({ port: 0, ...server.accessTokens });
    const token = (await signIn(server)).searchParams.get('token');
    const response = await fetch(`${api.url}/timesheets`, { headers: { Authorization: `Bearer ${token}` } });
    assert.equal(response.status, 200);
    await api.close();
  });

  it('answers an error in the query as well', async () => {
    const { searchParams } = await signIn(server, { response_type: 'id_token token', state: 'the-state' });
    assert.deepEqual(Object.fromEntries(searchParams), { error: 'unsupported_response_type', state: 'the-state' });
  });
});
