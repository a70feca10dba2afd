import { AuthError, type AuthConfig } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab } from '../testing/fake-tab';

const server = await fakeAuthorizationServer();

/** What JSON may hold, and none of it what the option is. */
const ANYTHING = { null: null, number: 7, 'yes or no': false, text: 'x', list: [null], record: { url: 7 } } as const;
type Kind = keyof typeof ANYTHING;

/** What each option may be, beside `null`, which counts as not given. */
const KINDS: Readonly<Record<keyof AuthConfig, readonly Kind[]>> = {
  issuer: [],
  clientId: ['text'],
  // What is no path at all is one all the same, below the app's base, when it is written as a text.
  redirectUri: ['text', 'number', 'yes or no', 'list', 'record'],
  postLogoutRedirectUri: ['text', 'number', 'yes or no', 'list', 'record'],
  responseType: [],
  responseMode: [],
  scope: [],
  resourceServers: [],
  discoveryUrl: [],
  server: [],
  queryResponse: [],
  trustedAudiences: [],
  postLogoutRedirectParameter: ['text'],
  parameters: ['record'],
  logoutParameters: ['record'],
  prompt: ['text'],
  acrValues: ['text'],
  loginHint: ['text'],
  maxAgeSeconds: ['number'],
  clockSkewSeconds: ['number'],
  accessTokenLifetimeSeconds: ['number'],
  signInLifetimeSeconds: ['number'],
  pushAuthorizationRequests: ['yes or no'],
  sendIdTokenHint: ['yes or no'],
  showFailures: ['yes or no'],
};
const ALL = (Object.keys(KINDS) as (keyof AuthConfig)[]).flatMap((option) =>
  (Object.keys(ANYTHING) as Kind[]).map((kind) => [option, kind] as const),
);

/** Has an app start and somebody sign in, with a configuration out of a file. */
async function outcomeWith(changes: object) {
  const tab = fakeTab(server);
  const { auth, errors } = tab.open(APP, {
    source: (config) => () => Promise.resolve(JSON.parse(JSON.stringify({ ...config, ...changes })) as AuthConfig),
  });
  await auth.ready;
  const state = auth.state();
  const outcome = await auth.login().then(
    () => (state.status === 'failed' ? state.error.code : 'begun'),
    (error: unknown) => (error instanceof AuthError ? error.code : 'no AuthError'),
  );
  return { outcome, errors: errors.filter((error) => !(error instanceof AuthError)) };
}

beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => {});
});

describe('a configuration out of a file', () => {
  it.each(ALL)('is refused by a typed failure, or works, with %s: %s', async (option, kind) => {
    const { outcome, errors } = await outcomeWith({ [option]: ANYTHING[kind] });
    const isRequired = ['issuer', 'clientId'].includes(option);
    const isRight = kind === 'null' ? !isRequired : KINDS[option].includes(kind);

    expect(outcome).toMatch(isRight ? /^begun$/ : /^config_(invalid|unavailable)$/);
    expect(errors).toEqual([]);
  });

  it.each<[string, object]>([
    ['parameters that are no texts', { parameters: { claims: { id_token: {} } } }],
    ['a list in place of an object', { logoutParameters: ['ui_locales'] }],
    ['an audience that is none', { resourceServers: [{ url: 'https://api.example.com', audience: 7 }] }],
    ['an audience as a text, of which others are a part', { trustedAudiences: 'https://other.example.com' }],
    ['a word for no', { sendIdTokenHint: 'false' }],
  ])('is refused with %s', async (_, changes) => {
    expect(await outcomeWith(changes)).toEqual({ outcome: 'config_invalid', errors: [] });
  });
});
