import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { authInterceptor } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Tab } from '../testing/fake-tab';

interface Observation {
  readonly name: string;
  readonly initiatorType: string;
  readonly responseStatus?: number;
}

const server = await fakeAuthorizationServer();
const API = 'https://api.example.com/timesheets';
const wired = { providers: [provideHttpClient(withInterceptors([authInterceptor])), provideHttpClientTesting()] };
let observers: FakePerformanceObserver[];
let warnings: string[];
let tab: Tab;

/** Stands in for `PerformanceObserver`, which jsdom lacks. */
class FakePerformanceObserver {
  isConnected = false;

  constructor(private readonly callback: (list: { getEntries: () => readonly Observation[] }) => void) {
    observers.push(this);
  }

  observe({ type }: PerformanceObserverInit): void {
    this.isConnected = type === 'resource';
  }
  disconnect(): void {
    this.isConnected = false;
  }
  see(...entries: readonly Observation[]): void {
    if (this.isConnected) this.callback({ getEntries: () => entries });
  }
}

beforeEach(() => {
  observers = [];
  warnings = [];
  tab = fakeTab(server);
  Object.assign(globalThis, { PerformanceObserver: FakePerformanceObserver });
  jest.spyOn(console, 'warn').mockImplementation((text: string) => warnings.push(text));
});

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'PerformanceObserver');
});

const see = (...entries: readonly Observation[]) => observers.at(-1)?.see(...entries);
const request = (name: string, initiatorType = 'fetch') => ({ name, initiatorType });

describe('an interceptor that is not wired', () => {
  it.each(['fetch', 'xmlhttprequest'])(
    'is told of once, at the first request (%s) that should have passed it',
    async (by) => {
      await tab.signIn();
      see(request('https://other.example.com/'), request(`${API}/1`, by));
      see(request(`${API}/2`, by));

      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toMatch(/^ngx-implicit-auth: .*it carried no token\. /);
      expect(warnings[0]).toContain('provideHttpClient(withInterceptors([authInterceptor]))');
      expect(warnings[0]).toContain('AuthModule.forRoot');
    },
  );

  it('is told of when that request is one among others', async () => {
    await tab.signIn();
    see(request('https://other.example.com/'), request(API), request('https://other.example.com/'));

    expect(warnings).toHaveLength(1);
  });

  it('is told of without the URL, which may hold anything', async () => {
    await tab.signIn();
    see(request(`${API}/1?q=private`));

    expect(warnings).toHaveLength(1);
    expect(warnings.join()).not.toMatch(/private|api\.example/);
  });

  it.each([
    ['to another server', request('https://other.example.com/')],
    ['of a picture', request(`${API}/logo.png`, 'img')],
    ['of a prefetch', request(API, 'prefetch')],
    ['that is put off until the page goes', request(API, 'fetchlater')],
    ['of a script', request(`${API}/script.js`, 'script')],
  ])('is not suspected for a request %s', async (_, entry) => {
    await tab.signIn();
    see(entry);

    expect(warnings).toEqual([]);
  });

  it('is not suspected while nobody is signed in', () => {
    tab.open();
    see(request(API));

    expect(warnings).toEqual([]);
  });
});

describe('an interceptor that is wired', () => {
  const refused = (name: string) => ({ ...request(name), responseStatus: 401 });

  it('is not suspected', async () => {
    await tab.signIn(wired);
    TestBed.inject(HttpClient)
      .get(API, { params: { week: 7 } })
      .subscribe();
    see(request(API), refused(`${API}?week=7`));

    expect(warnings).toEqual([]);
  });

  it('is suspected of not being wired in a lazy route whose requests it has not seen, and that are refused', async () => {
    await tab.signIn(wired);
    TestBed.inject(HttpClient).get(API).subscribe();
    see(request(`${API}/1`));
    const before = warnings.length;
    see(refused(`${API}/1`));

    expect([before, warnings.length]).toEqual([0, 1]);
    expect(warnings[0]).toContain('withRequestsMadeViaParent()');
  });
});

describe('the observation', () => {
  it('ends with the app', () => {
    tab.open();
    const before = observers.at(-1)?.isConnected;
    TestBed.resetTestingModule();

    expect([before, observers.at(-1)?.isConnected]).toEqual([true, false]);
  });

  it('is not made where the browser cannot', () => {
    Reflect.deleteProperty(globalThis, 'PerformanceObserver');
    const { errors } = tab.open(APP);

    expect([observers, errors]).toEqual([[], []]);
  });
});
