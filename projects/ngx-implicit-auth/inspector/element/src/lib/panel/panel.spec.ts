import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { AuthService, authInterceptor, withSilentRenewal } from 'ngx-implicit-auth';
import { withInspectorInProduction } from 'ngx-implicit-auth/inspector/in-production';
import { fakeAuthorizationServer } from '../../../../../src/lib/testing/fake-authorization-server';
import { fakeTab, type PageOptions, type Tab } from '../../../../../src/lib/testing/fake-tab';
import { inProduction } from '../../../../../src/lib/testing/in-production';
import { MARK } from '../testing/marked';
import { Panel } from './panel';

const server = await fakeAuthorizationServer();
const options: PageOptions = {
  features: [withSilentRenewal(), withInspectorInProduction()],
  providers: [provideHttpClient(withInterceptors([authInterceptor])), provideHttpClientTesting()],
};
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

/** Shows the panel, and finds its parts by their headings. */
async function show() {
  const fixture = TestBed.createComponent(Panel);
  fixture.autoDetectChanges();
  await fixture.whenStable();
  const root = fixture.nativeElement as HTMLElement;
  const part = (heading: string) => {
    const section = root.querySelector<HTMLElement>(`section[aria-labelledby=${heading}]`);
    return section?.textContent.replace(/\s+/g, ' ').trim();
  };
  return { fixture, root, part };
}

describe('the panel', () => {
  it('tells of a request which token it carried, and why another carried none', async () => {
    await tab.signIn(options);
    for (const url of ['https://api.example.com/timesheets/7', 'https://other.example.com/']) {
      TestBed.inject(HttpClient).get(url).subscribe();
      TestBed.inject(HttpTestingController).expectOne(url).flush('');
    }
    const { part } = await show();

    expect(part('requests')).toMatch(/GET https:\/\/api.example.com\/timesheets\/7 ?200/);
    expect(part('requests')).toContain('The session’s token, as Bearer');
    expect(part('requests')).toContain('Its URL is below none of resourceServers.');
  });

  it('tells in production that requests and features are not noted', async () => {
    await tab.signIn(options);
    await inProduction(async () => {
      const { part } = await show();

      expect(part('requests')).toContain('noted in development alone');
    });
  });

  it('shows the names of the claims, their values on demand alone, and no nonce at all', async () => {
    const { auth } = await tab.signIn(options);
    const { fixture, root, part } = await show();
    expect(part('tokens')).toContain('email');
    expect(part('tokens')).not.toContain('alice@example.com');

    root.querySelector<HTMLElement>('[aria-pressed]')?.click();
    await fixture.whenStable();
    expect(part('tokens')).toContain('alice@example.com');
    expect(auth.claims()?.nonce).toEqual(expect.any(String));
    expect(root.textContent).not.toContain(auth.claims()?.nonce);
  });

  it('shows no token', async () => {
    const { auth } = await tab.signIn(options);
    const { root } = await show();

    for (const token of [auth.accessToken(), auth.idToken()]) {
      expect(token).toEqual(expect.any(String));
      expect(root.innerHTML).not.toContain(token);
    }
  });

  it('renews the session, and tells how that has ended', async () => {
    await tab.signIn(options);
    const { root, part } = await show();
    const button = [...root.querySelectorAll('button')].find(({ textContent }) => textContent.includes('Renew now'));
    button?.click();
    while (!part('time')?.includes('Renewed.')) await new Promise((resolve) => setTimeout(resolve));

    expect(part('flow')).toContain('Renewed once, at');
  });

  it('has an entry in its contents for each part', async () => {
    await tab.signIn(options);
    const { root } = await show();
    const textsOf = (selector: string) =>
      [...root.querySelectorAll(selector)].map(({ textContent }) => textContent.trim());

    expect(textsOf('nav button')).toEqual(textsOf('section h2'));
  });

  it('shows nothing of what a server has put anywhere, unless it is asked to', async () => {
    const email = `${MARK}@example.com`;
    const token = `eyJhbGciOiJSUzI1NiJ9${MARK}`;
    const granted = `openid read:timesheets ${email} ${token}`;
    const claims = { name: MARK, email, [email]: 1, [token]: MARK };
    await tab.signIn({ ...options, answer: { claims, parameters: { scope: granted } } });
    const answer = { status: 401, statusText: MARK, headers: { 'WWW-Authenticate': `Bearer error="${MARK}"` } };
    TestBed.inject(HttpClient)
      .get(`https://api.example.com/timesheets/${email}/${token}?q=${MARK}`)
      .subscribe({ error: () => {} });
    TestBed.inject(HttpTestingController)
      .expectOne(() => true)
      .flush({ error: MARK }, answer);
    const ofSession = await show();
    expect(ofSession.part('requests')).toContain('https://api.example.com/timesheets/(left out)/(left out)');
    expect(ofSession.part('scopes')).toContain('granted without being asked for');
    expect(ofSession.root.innerHTML).not.toContain(MARK);

    await TestBed.inject(AuthService).login();
    const parameters = { error: MARK, error_description: MARK, error_uri: `https://id.example.com/${MARK}` };
    const refused = server.refuse(tab.redirect, { parameters });
    const { auth } = tab.open(refused, options);
    await auth.ready;
    const { root, part } = await show();

    expect(part('timeline')).toContain('It stopped here.');
    expect(root.innerHTML).not.toContain(MARK);
    expect(tab.storage.dump()).not.toMatch(/inspector.*S3cr3tM4rk/);
  });

  it('shows on demand what the server has said of a failure, as text', async () => {
    await tab.open(undefined, options).auth.login();
    const parameters = { error: 'access_denied', error_description: '<b>Not today.</b>' };
    await tab.open(server.refuse(tab.redirect, { parameters }), options).auth.ready;
    const { fixture, root, part } = await show();
    expect(part('timeline')).not.toContain('Not today.');

    [...root.querySelectorAll('button')].find(({ textContent }) => textContent.includes('server’s words'))?.click();
    await fixture.whenStable();
    expect(part('timeline')).toContain('access_denied <b>Not today.</b>');
  });
});
