import { filter, firstValueFrom } from 'rxjs';
import type { AuthErrorCode } from '../protocol/auth-error';
import { fakeAuthorizationServer, type FakeAuthorizationServer } from '../testing/fake-authorization-server';
import { fakeTab, type Page, type PageOptions, type Tab } from '../testing/fake-tab';
import { BOTH, REPORTS } from '../testing/reports';
import { changeSession, sessionKeys } from '../testing/stored-records';
import type { AuthEvent } from '../session/auth-event';
import type { LogoutOptions } from '../session/sign-in-request';

const server = await fakeAuthorizationServer();
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
  for (const name of Object.keys(server.metadata)) Reflect.deleteProperty(server.metadata, name);
});

describe('logout({ revoke: true })', () => {
  /** What became of everything until the revocation endpoint was asked, and the form it was sent. */
  interface Asked {
    readonly form: Readonly<Record<string, string>>;
    readonly redirects: number;
    readonly status: string;
    readonly stored: readonly string[];
  }
  let asked: Asked[];

  beforeEach(() => {
    asked = [];
    server.requests.length = 0;
  });

  /** Signs alice in, at a server that answers a revocation in a way. */
  async function signInAt(answer: FakeAuthorizationServer['revocation'], options: PageOptions = {}): Promise<Page> {
    const page = await tab.signIn(options);
    server.revocation = (form) => {
      asked.push({
        form: Object.fromEntries(form),
        redirects: tab.redirects.length,
        status: page.auth.state().status,
        stored: sessionKeys(tab),
      });
      return answer(form);
    };
    return page;
  }

  const revocations = () => server.requests.filter((url) => url === `${server.issuer}/revoke`).length;
  const endSession = () => tab.redirects.slice(1).map(({ url }) => url.split('?')[0]);
  const END = 'https://id.example.com/session/end';

  it.each<[LogoutOptions['scope'], string[]]>([
    ['local', []],
    ['everywhere', [END]],
    [undefined, [END]],
  ])('R54 revokes the access token once the session has ended here, before any redirect: %s', async (scope, left) => {
    const page = await signInAt(() => new Response());
    const accessToken = page.auth.accessToken();
    await page.auth.logout({ scope, revoke: true });

    expect(asked).toEqual([
      {
        form: { token: accessToken, token_type_hint: 'access_token', client_id: 'timesheets-spa' },
        redirects: 1,
        status: 'signed-out',
        stored: [],
      },
    ]);
    expect(endSession()).toEqual(left);
    expect(page.events.at(-1)).toEqual({ type: 'signed-out' });
  });

  /** The token of a resource server that has one of its own; it is part of the session from then on. */
  const reportsToken = ({ auth }: Page) =>
    firstValueFrom(auth.accessTokenFor(REPORTS).pipe(filter((token) => !!token)));
  const askedFor = () => asked.map(({ form }) => form['token']);

  it('R54 revokes the access tokens of single resource servers as well', async () => {
    const page = await signInAt(() => new Response(), { config: BOTH });
    const tokens = [page.auth.accessToken(), await reportsToken(page)];
    await page.auth.logout({ scope: 'local', revoke: true });

    expect(askedFor()).toEqual(tokens);
    expect(page.events.at(-1)).toEqual({ type: 'signed-out' });
  });

  it('R54 tells of each token that could not be revoked, and leaves none out for the failure of another', async () => {
    const refused = Response.json({ error: 'unsupported_token_type' }, { status: 400 });
    const page = await signInAt(() => refused.clone(), { config: BOTH });
    await reportsToken(page);
    await page.auth.logout({ scope: 'local', revoke: true });

    expect(asked).toHaveLength(2);
    expect(page.events.slice(-3).map(({ type }) => type)).toEqual([
      'signed-out',
      'revocation-failed',
      'revocation-failed',
    ]);
  });

  it.each([null, 7, { first: null, second: { accessToken: 7 }, third: {} }])(
    'A28 revokes the session’s own token alone when %j was slipped in place of the others',
    async (accessTokens) => {
      const { auth } = await signInAt(() => new Response());
      const accessToken = auth.accessToken();
      changeSession(tab, (session) => ({ ...session, accessTokens }));
      await auth.logout({ revoke: true });

      expect(askedFor()).toEqual([accessToken]);
      expect(endSession()).toEqual([END]);
    },
  );

  it('waits for the answer before it leaves', async () => {
    let answer: (response: Response) => void = () => {};
    let arrive: () => void;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const page = await signInAt(() => {
      arrive();
      return new Promise((resolve) => (answer = resolve));
    });
    const logout = page.auth.logout({ revoke: true });
    await arrived;
    const before = endSession();
    answer(new Response());
    await logout;

    expect(before).toEqual([]);
    expect(endSession()).toEqual([END]);
  });

  it.each<[string, () => Response | Promise<Response>, AuthErrorCode]>([
    ['refuses', () => Response.json({ error: 'unsupported_token_type' }, { status: 400 }), 'server_answer_invalid'],
    ['is out of order', () => new Response(null, { status: 503 }), 'server_answer_invalid'],
    ['cannot be reached', () => Promise.reject(new TypeError('Failed to fetch')), 'server_unreachable'],
  ])('R54 signs out all the same when the server %s, and tells of it', async (_, answer, code) => {
    const page = await signInAt(answer);
    const accessToken = page.auth.accessToken()!;
    await page.auth.logout({ revoke: true });

    // Beside the request to revoke, one without a token may ask whether anything answers.
    expect(asked.filter(({ form }) => 'token' in form)).toHaveLength(1);
    expect(endSession()).toEqual([END]);
    expect(page.events.slice(-2)).toEqual([
      { type: 'signed-out' },
      { type: 'revocation-failed', error: expect.objectContaining({ name: 'AuthError', code }) },
    ]);
    const { error } = page.events.at(-1) as Extract<AuthEvent, { type: 'revocation-failed' }>;
    expect([error.message, error.stack, String(error.cause)].join()).not.toContain(accessToken);
  });

  it.each<[string, FakeAuthorizationServer['revocation'], AuthErrorCode]>([
    ['wants a secret', () => Response.json({ error: 'invalid_client' }, { status: 401 }), 'server_answer_invalid'],
    [
      'lets no app read its answer',
      // A request that asks for nothing is answered.
      (form) => (form.has('token') ? Promise.reject(new TypeError('Failed to fetch')) : new Response()),
      'cors_blocked',
    ],
  ])('R75 tells of both tokens of a code that are still good when the server %s', async (_, answer, code) => {
    const page = await signInAt(answer, { config: { responseType: 'code' } });
    await page.auth.logout({ revoke: true });

    const sent = asked.flatMap(({ form }) => form['token_type_hint'] ?? []);
    expect(sent).toEqual(['refresh_token', 'access_token']);
    expect(endSession()).toEqual([END]);
    expect(page.events.slice(-3)).toEqual([
      { type: 'signed-out' },
      { type: 'revocation-failed', error: expect.objectContaining({ code }) },
      { type: 'revocation-failed', error: expect.objectContaining({ code }) },
    ]);
    const messages = page.events.map((event) => ('error' in event ? event.error.message : event.type));
    expect(messages.join()).not.toMatch(/(access|refresh)-token-\d/);
    expect(sessionKeys(tab)).toEqual([]);
  });

  it('says what to configure when the server has no revocation endpoint', async () => {
    server.metadata['revocation_endpoint'] = undefined;
    const page = await signInAt(() => new Response());
    await page.auth.logout({ revoke: true });

    expect(revocations()).toBe(0);
    expect(endSession()).toEqual([END]);
    expect(page.events.at(-1)).toMatchObject({
      type: 'revocation-failed',
      error: { code: 'metadata_invalid', message: expect.stringContaining('Configure server.revocationEndpoint') },
    });
  });

  it.each(['javascript:alert(1)', 'http://evil.test/', 'nonsense', '', 7, ['https://evil.test/'], null])(
    'A28 sends no token to the revocation endpoint %j that was slipped into the storage',
    async (revocationEndpoint) => {
      await tab.signIn();
      changeSession(tab, (session) => ({
        ...session,
        server: { ...(session['server'] as object), revocationEndpoint },
      }));
      const page = tab.open();
      server.requests.length = 0;
      await page.auth.logout({ revoke: true });

      expect(server.requests).toEqual([]);
      expect(page.events.at(-1)).toMatchObject({ type: 'revocation-failed', error: { code: 'metadata_invalid' } });
      expect(endSession()).toEqual([END]);
    },
  );

  it('asks at an endpoint that is configured by hand', async () => {
    const { issuer } = server;
    const page = await signInAt(() => new Response(), {
      config: {
        server: {
          authorizationEndpoint: `${issuer}/authorize`,
          jwksUri: `${issuer}/keys`,
          revocationEndpoint: `${issuer}/revoke`,
        },
      },
    });
    await page.auth.logout({ revoke: true });

    expect(asked).toHaveLength(1);
    expect(endSession()).toEqual([]);
  });

  it.each<[string, LogoutOptions, PageOptions]>([
    ['it is not told to', {}, {}],
    ['it is told not to', { scope: 'local', revoke: false }, {}],
    ['there is no access token', { scope: 'local', revoke: true }, { config: { responseType: 'id_token' } }],
  ])('revokes nothing when %s', async (_, options, page) => {
    const { auth, events } = await signInAt(() => new Response(), page);
    await auth.logout(options);

    expect(revocations()).toBe(0);
    expect(events.at(-1)).toEqual({ type: 'signed-out' });
  });

  it('revokes nothing when nobody is signed in', async () => {
    const { auth, events } = tab.open();
    await auth.logout({ revoke: true });

    expect(server.requests).toEqual([]);
    expect(events).toEqual([{ type: 'signed-out' }]);
  });
});
