import { memoryStorage } from 'ngx-implicit-auth';
import { storedData, type Places } from './stored-data';

const prefix = 'ngx-implicit-auth https://id.example.com spa ';
const places: Places = {
  flow: 'code',
  prefix,
  ofSession: () => sessionStorage,
  ofTab: () => sessionStorage,
  ofOrigin: () => localStorage,
  databases: [`${prefix}sent-refresh-tokens`, 'of another app'],
  address: 'https://app.example.com/page?q=1',
};
const rowOf = (what: string, changes: Partial<Places> = {}) =>
  storedData({ ...places, ...changes }).find((row) => row.what === what);

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

describe('what is stored', () => {
  it('is told with how many, how large, and since when', () => {
    for (const requestedAt of [7, 5])
      sessionStorage.setItem(`${prefix}sign-in ${requestedAt}`, JSON.stringify({ requestedAt }));
    sessionStorage.setItem('of another app', 'x');
    localStorage.setItem(`${prefix}signed-out`, '9');

    expect(rowOf('Sign-ins under way')).toMatchObject({ where: 'sessionStorage', count: 2, size: 34, since: 5 });
    expect(rowOf('Last sign-out')).toMatchObject({ where: 'localStorage', count: 1, size: 1, since: 9 });
    expect(rowOf('Refresh tokens that were sent')).toMatchObject({ where: 'IndexedDB', count: 1, size: null });
    expect(rowOf('Key of DPoP')).toMatchObject({ where: 'IndexedDB', count: 0 });
  });

  it('never tells a key or a value', () => {
    sessionStorage.setItem(`${prefix}sign-in the-state`, JSON.stringify({ nonce: 'the-nonce' }));

    expect(JSON.stringify(storedData(places))).not.toMatch(/the-state|the-nonce/);
  });

  it('tells where the session is', () => {
    const own = memoryStorage();
    for (const storage of [sessionStorage, localStorage, own]) storage.setItem(`${prefix}session`, '{"receivedAt":3}');
    const places = [sessionStorage, localStorage, own].map((storage) => rowOf('Session', { ofSession: () => storage }));

    expect(places.map((row) => [row?.where, row?.count, row?.since])).toEqual([
      ['sessionStorage', 1, 3],
      ['localStorage', 1, 3],
      ['The app’s own storage', 1, 3],
    ]);
  });

  it('is nothing where the browser denies it, and not known where it does not tell', () => {
    const deny = (): never => {
      throw new DOMException('denied', 'SecurityError');
    };
    const denied = { ofSession: deny, ofTab: deny, ofOrigin: deny, databases: null };

    expect(rowOf('Session', denied)?.count).toBe(0);
    expect(rowOf('Last sign-out', denied)?.count).toBe(0);
    expect(rowOf('Key of DPoP', denied)?.count).toBeNull();
  });

  it('tells when there are tokens in the address', () => {
    expect(rowOf('Tokens in the address')?.count).toBe(0);
    expect(rowOf('Tokens in the address', { address: 'https://app.example.com/#access_token=x' })?.count).toBe(1);
  });
});
