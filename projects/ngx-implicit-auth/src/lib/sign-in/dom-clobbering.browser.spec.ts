import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { authInterceptor } from 'ngx-implicit-auth';
import { fakeAuthorizationServer, type FakeAuthorizationServer } from '../testing/fake-authorization-server';
import { openInBrowser, visit } from '../testing/browser-page';

const home = location.href;
let server: FakeAuthorizationServer;
const injected: HTMLElement[] = [];

beforeAll(async () => {
  server = await fakeAuthorizationServer();
});

beforeEach(() => {
  sessionStorage.clear();
  visit('/');
});

afterEach(() => {
  for (const element of injected.splice(0)) element.remove();
  visit(home);
  sessionStorage.clear();
});

function inject(html: string, into: HTMLElement = document.body): void {
  const template = document.createElement('template');
  template.innerHTML = html;
  const element = template.content.firstElementChild as HTMLElement;
  into.append(element);
  injected.push(element);
}

async function signIn(baseHref: string | null = '/') {
  const { auth, redirects } = openInBrowser(server, { baseHref });
  await auth.login();
  visit(await server.answer(redirects[0] ?? ''));
  const page = openInBrowser(server, { baseHref });
  const scrubbed = location.href;
  await page.auth.ready;
  return { ...page, scrubbed, redirectUri: new URL(redirects[0] ?? '').searchParams.get('redirect_uri') };
}

describe('A26 injected markup', () => {
  const NAMES = [
    ...['URL', 'baseURI', 'crypto', 'defaultView', 'fetch', 'history', 'location', 'navigator', 'performance'],
    ...['referrer', 'sessionStorage', 'localStorage', 'top', 'parent', 'self', 'window'],
  ];

  it('shadows properties of the document, or this proves nothing', () => {
    inject('<img name="baseURI">');

    expect(document.baseURI as unknown).toBe(injected[0]);
  });

  it('that is called like what the library uses neither stops a sign-in nor leads it astray', async () => {
    for (const name of NAMES) {
      inject(`<img name="${name}" id="${name}">`);
      inject(`<form name="${name}"><input name="href" value="https://evil.test/"></form>`);
    }
    const { auth, scrubbed, redirectUri } = await signIn();

    expect(auth.isAuthenticated()).toBe(true);
    expect(redirectUri).toBe(`${location.origin}/auth/callback`);
    expect(scrubbed).toBe(`${location.origin}/auth/callback`);
  });
});

describe('A26 an injected <base>', () => {
  beforeEach(() => {
    inject('<base href="https://evil.test/stolen/">', document.head);
  });

  it('does not move the redirect URI to another origin', async () => {
    const { auth, redirectUri } = await signIn();

    expect(document.baseURI).toBe('https://evil.test/stolen/');
    expect(auth.isAuthenticated()).toBe(true);
    expect(redirectUri).toBe(`${location.origin}/auth/callback`);
  });

  it('does not get the token sent along with a relative request, which the browser resolves against it', async () => {
    const requests: Request[] = [];
    spyOn(globalThis, 'fetch').and.callFake((...request) => {
      requests.push(new Request(...request));
      return Promise.resolve(new Response('{}'));
    });
    const providers = [provideHttpClient(withInterceptors([authInterceptor]))];
    const { auth, redirects } = openInBrowser(server, { providers, config: { resourceServers: ['/api'] } });
    await auth.login();
    visit(await server.answer(redirects[0] ?? ''));
    const page = openInBrowser(server, { providers, config: { resourceServers: ['/api'] } });
    await page.auth.ready;
    await new Promise((resolve) =>
      TestBed.inject(HttpClient)
        .get('/api/x')
        .subscribe({ complete: () => resolve(null) }),
    );

    expect(page.auth.isAuthenticated()).toBe(true);
    expect(requests.length).toBe(1);
    const leaks = requests.filter(
      ({ url, headers }) => new URL(url).origin !== location.origin && headers.has('Authorization'),
    );
    expect(leaks).toEqual([]);
  });
});
