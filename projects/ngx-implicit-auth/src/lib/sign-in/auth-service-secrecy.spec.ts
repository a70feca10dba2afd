import { AuthError } from '../protocol/auth-error';
import { ALICE, fakeAuthorizationServer, type AnswerChanges } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Page, type Tab } from '../testing/fake-tab';
import { deniedStorage } from '../testing/tab-storage';

const server = await fakeAuthorizationServer();
const METHODS = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;
let tab: Tab;
let printed: unknown[];

beforeEach(() => {
  tab = fakeTab(server);
  printed = [];
  for (const method of METHODS) jest.spyOn(console, method).mockImplementation((...args) => printed.push(args));
});

/** All that is worth keeping secret: what was sent, what came back, and every part of either. */
function secretsOf(...urls: string[]): string[] {
  const parameters = urls.flatMap((url) => [...new URL(url.replace('#', '?')).searchParams]);
  const values = parameters
    .filter(([name]) => ['state', 'nonce', 'access_token', 'id_token', 'id_token_hint'].includes(name))
    .flatMap(([, value]) => [value, encodeURIComponent(value), ...value.split('.')]);
  return [...values.filter((value) => value.length > 10), ALICE.sub, ALICE.name, ALICE.email];
}

/** Everything that could be read by somebody: messages, causes and stacks included. */
function told(...things: unknown[]): string {
  const seen = new Set<unknown>();
  const spell = (value: unknown): string => {
    if (typeof value !== 'object' || value === null) return String(value);
    if (seen.has(value)) return '';
    seen.add(value);
    const properties = Reflect.ownKeys(value).map((key) => (value as Record<PropertyKey, unknown>)[key]);
    const error = value instanceof DOMException || value instanceof Error ? [value.message, value.stack] : [];
    return [...properties, ...error].map(spell).join('\n');
  };
  return things.map(spell).join('\n');
}

function expectNothingTold(page: Page, failure: unknown, ...urls: string[]): void {
  const text = told(page.events, page.errors, printed, failure);
  const secrets = secretsOf(...urls);

  expect(secrets.length).toBeGreaterThan(3);
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
}

const errorOf = ({ auth }: Page) => {
  const state = auth.state();
  return state.status === 'failed' ? state.error : null;
};

describe('no token, state, nonce or claim is told', () => {
  it('the check itself finds what hides in a cause', () => {
    const error = new AuthError('internal_error', 'message', { cause: new DOMException('in the cause: s3cret') });

    expect(told([{ error }])).toContain('s3cret');
  });

  it('by a sign-in that succeeds, and the sign-out after it', async () => {
    const first = tab.open();
    await first.auth.login();
    const response = await server.answer(tab.redirect);
    expectNothingTold(first, null, tab.redirect, response);
    const second = tab.open(response);
    await second.auth.ready;
    await second.auth.logout();

    expect(second.events.at(-1)).toEqual({ type: 'signed-out' });
    expectNothingTold(second, null, response, tab.redirect);
  });

  it.each<[string, AnswerChanges]>([
    ['an unknown state', { parameters: { state: 'made-up-state' } }],
    ['another issuer', { parameters: { iss: 'https://evil.test' } }],
    ['a missing id_token', { parameters: { id_token: undefined } }],
    ['an unknown token type', { parameters: { token_type: 'mac' } }],
    ['a wrong lifetime', { parameters: { expires_in: 'soon' } }],
    ['a foreign audience', { claims: { aud: 'somebody-else' } }],
    ['a wrong nonce', { claims: { nonce: 'another-nonce' } }],
    ['a wrong at_hash', { claims: { at_hash: 'another-hash' } }],
    ['a time in the past', { claims: { iat: 1, exp: 2 } }],
    ['a broken id_token', { parameters: { id_token: 'header.payload.signature' } }],
    ['tokens in the query', { component: '?' }],
    ['an error beside the tokens', { parameters: { error: 'server_error' } }],
  ])('by a response that is refused for %s', async (_, changes) => {
    await tab.open().auth.login();
    const response = await server.answer(tab.redirect, changes);
    const page = tab.open(response);
    await page.auth.ready;

    expect(errorOf(page)).toBeInstanceOf(AuthError);
    expectNothingTold(page, errorOf(page), tab.redirect, response);
  });

  it('by a response whose encoding is malformed', async () => {
    await tab.open().auth.login();
    const response = `${await server.answer(tab.redirect)}&scope=%E0%A4%A`;
    const page = tab.open(response);
    await page.auth.ready;

    expect(errorOf(page)).toMatchObject({ code: 'response_malformed' });
    expectNothingTold(page, errorOf(page), tab.redirect, response);
  });

  it('by a signature that is wrong', async () => {
    await tab.open().auth.login();
    const response = await server.answer(tab.redirect);
    const [key, record] = Object.entries(tab.storage).find(([name]) => name.includes(' sign-in ')) as [string, string];
    const forgedKey = record.replace(/"x":"./, (text) => text.slice(0, -1) + (text.endsWith('A') ? 'B' : 'A'));
    tab.storage.setItem(key, forgedKey);
    const page = tab.open(response);
    await page.auth.ready;

    expect(errorOf(page)?.code).toMatch(/^(signing_key_unusable|id_token_signature_invalid)$/);
    expectNothingTold(page, errorOf(page), tab.redirect, response);
  });

  it('by a storage that is full and says what did not fit in', async () => {
    const states: string[] = [];
    const setItem = tab.storage.setItem.bind(tab.storage);
    jest.spyOn(tab.storage, 'setItem').mockImplementation((key, value) => {
      states.push(key.split(' ').at(-1)!);
      tab.storage.fill();
      setItem(key, value);
    });
    const page = tab.open();
    const failure = await page.auth.login().catch((error: unknown) => error);

    expect(failure).toMatchObject({ code: 'storage_unavailable' });
    expect(states.filter((state) => state.length === 43)).not.toEqual([]);
    expect(states.filter((state) => told(page.events, printed, failure).includes(state))).toEqual([]);
  });

  it('by a storage that is denied', async () => {
    tab.platform.tabStorage = deniedStorage;
    await fakeTab(server).open().auth.login();
    const response = `${APP}auth/callback#access_token=s3cret-token&state=s3cret-state&id_token=s3cret-id`;
    const page = tab.open(response);
    await page.auth.ready;

    expect(errorOf(page)).toMatchObject({ code: 'state_unknown' });
    expectNothingTold(page, errorOf(page), response);
  });

  it('by a page that restores a session', async () => {
    await tab.signIn();
    const page = tab.open();
    await page.auth.ready;

    expect(page.auth.isAuthenticated()).toBe(true);
    expect(told(page.events, printed)).not.toContain(page.auth.accessToken());
    expect(printed).toEqual([]);
  });
});
