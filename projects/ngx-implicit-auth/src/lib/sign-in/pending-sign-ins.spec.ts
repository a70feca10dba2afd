import { deniedStorage, TabStorage } from '../testing/tab-storage';
import type { AuthPlatform } from '../session/auth-platform';
import { takePendingSignIn } from './pending-sign-ins';
import { dangerouslyAcceptMissingState, type QueryResponse } from '../settings/auth-config';
import type { RequestSettings } from '../settings/request-settings';

const PENDING = { nonce: 'n', requestedAt: 1, server: {}, returnTo: '/reports', purpose: { type: 'sign-in' } };
const RECORD = JSON.stringify(PENDING);
let storage: TabStorage;

beforeEach(() => {
  storage = new TabStorage();
  storage.setItem('ngx-implicit-auth https://id.example.com spa sign-in pending', RECORD);
});

function take(
  encoded: string,
  { tabStorage = (): Storage => storage, queryResponse = undefined as QueryResponse | undefined } = {},
) {
  const settings = { issuer: 'https://id.example.com', clientId: 'spa', queryResponse } as RequestSettings;
  return takePendingSignIn(settings, { tabStorage } as AuthPlatform, encoded);
}

describe('the pending sign-in', () => {
  it('R15 A14 is used up by its response', () => {
    expect(take('state=pending')).toEqual(PENDING);
    expect(take('state=pending')).toBeNull();
    expect(Object.keys(storage)).toEqual([]);
  });

  it('R15 is found by a state in whatever encoding', () => {
    expect(take('error=x&st%61te=p%65nding')).toEqual(PENDING);
  });

  it.each(['state=other', 'state=', 'state=pending&state=pending', 'state=other&state=pending', 'x=1'])(
    'R15 R12 is not used up by %j',
    (states) => {
      expect(take(`access_token=a&${states}`)).toBeNull();
      expect(Object.keys(storage)).toHaveLength(1);
    },
  );

  it('A3 of another server or client is not used up', () => {
    storage.clear();
    storage.setItem('ngx-implicit-auth https://other.example.com spa sign-in pending', RECORD);
    storage.setItem('ngx-implicit-auth https://id.example.com other sign-in pending', RECORD);

    expect(take('state=pending')).toBeNull();
    expect(Object.keys(storage)).toHaveLength(2);
  });

  it('A28 counts as none where storage is denied', () => {
    expect(take('state=pending', { tabStorage: deniedStorage })).toBeNull();
  });

  it('A28 counts as none when something else is stored in its place, which is dropped', () => {
    storage.setItem('ngx-implicit-auth https://id.example.com spa sign-in pending', '{"nonce":1}');

    expect(take('state=pending')).toBeNull();
    expect(Object.keys(storage)).toEqual([]);
  });

  it.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString'])('A24 is not found by a state %j', (state) => {
    expect(take(`access_token=a&state=${state}`)).toBeNull();
  });

  it('R15 A1 of a server that cannot echo the state is found without one, and only where the app has asked for that', () => {
    storage.setItem('ngx-implicit-auth https://id.example.com spa sign-in (none)', RECORD);

    expect(take('token=a', { queryResponse: { accessTokenParameter: 'token' } })).toBeNull();
    expect(
      take('token=a', { queryResponse: { accessTokenParameter: 'token', state: dangerouslyAcceptMissingState } }),
    ).toEqual(PENDING);
    expect(
      take('token=a', { queryResponse: { accessTokenParameter: 'token', state: dangerouslyAcceptMissingState } }),
    ).toBeNull();
  });

  it.each([
    [{ type: 'sign-in' }, { type: 'sign-in' }],
    [
      { type: 'renewal', isSilent: true },
      { type: 'renewal', isSilent: true },
    ],
    [
      { type: 'renewal', isSilent: 'yes' },
      { type: 'renewal', isSilent: false },
    ],
    [
      { type: 'access', url: 'https://api.example.com/reports' },
      { type: 'access', url: 'https://api.example.com/reports' },
    ],
    [{ type: 'access', url: 7 }, { type: 'sign-in' }],
    [{ type: 'constructor' }, { type: 'sign-in' }],
    [['renewal'], { type: 'sign-in' }],
    ['renewal', { type: 'sign-in' }],
    [null, { type: 'sign-in' }],
    [undefined, { type: 'sign-in' }],
  ])('A28 of the purpose %j is one of %j', (stored, purpose) => {
    storage.setItem(
      'ngx-implicit-auth https://id.example.com spa sign-in pending',
      JSON.stringify({ ...PENDING, purpose: stored }),
    );

    expect(take('state=pending')?.purpose).toEqual(purpose);
  });
});
