import {
  ALICE,
  fakeAuthorizationServer,
  type AnswerChanges,
  type FakeAuthorizationServer,
} from '../testing/fake-authorization-server';
import { openInBrowser, realPlatform, visit, type BrowserPage } from '../testing/browser-page';

const home = location.href;
let server: FakeAuthorizationServer;

beforeAll(async () => {
  server = await fakeAuthorizationServer();
});

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
  visit('/');
});

afterEach(() => {
  visit(home);
  sessionStorage.clear();
});

/** Leaves for the server and comes back, in one and the same document. */
async function signIn(changes?: AnswerChanges, config = {}): Promise<BrowserPage> {
  const { auth, redirects } = openInBrowser(server, { config });
  await auth.login({ returnTo: '/secret?week=7#monday' });
  visit(await server.answer(redirects.at(-1) ?? '', changes));
  const page = openInBrowser(server, { config });
  await page.auth.ready;
  return page;
}

describe('a sign-in in a real browser', () => {
  it('verifies by WebCrypto, keeps the session in sessionStorage and nothing in localStorage (A19)', async () => {
    const { auth } = await signIn();

    expect(auth.claims()).toEqual(jasmine.objectContaining(ALICE));
    expect(Object.keys(sessionStorage)).toContain('ngx-implicit-auth https://id.example.com timesheets-spa session');
    expect(localStorage.length).toBe(0);
  });

  it('asks the server for nothing at the callback', async () => {
    server.requests.length = 0;
    await signIn();

    expect(server.requests.map((url) => new URL(url).pathname)).toEqual(['/.well-known/openid-configuration', '/keys']);
  });

  it('is restored on the next page', async () => {
    const token = (await signIn()).auth.accessToken();

    expect(openInBrowser(server).auth.accessToken()).toBe(token);
  });

  it('R15 A14 takes a response once', async () => {
    const { auth, redirects } = openInBrowser(server);
    await auth.login();
    const response = await server.answer(redirects[0] ?? '');
    visit(response);
    await openInBrowser(server).auth.ready;
    sessionStorage.removeItem('ngx-implicit-auth https://id.example.com timesheets-spa session');
    visit(response);
    const replayed = openInBrowser(server);
    await replayed.auth.ready;

    expect(replayed.auth.state()).toEqual(
      jasmine.objectContaining({ status: 'failed', error: jasmine.objectContaining({ code: 'state_unknown' }) }),
    );
    expect(location.href).not.toContain('token');
  });

  const refusals: Record<string, [AnswerChanges, string]> = {
    'R36 A2 with another access token': [{ parameters: { access_token: 'injected' } }, 'at_hash_mismatch'],
    'R35 with another nonce': [{ claims: { nonce: 'other' } }, 'id_token_nonce_mismatch'],
    'R30 A3 with another issuer': [{ claims: { iss: 'https://evil.test' } }, 'id_token_issuer_mismatch'],
  };
  for (const [name, [changes, code]] of Object.entries(refusals)) {
    it(`R43 is refused and leaves nothing behind: ${name}`, async () => {
      const { auth } = await signIn(changes);

      expect(auth.state()).toEqual(
        jasmine.objectContaining({ status: 'failed', error: jasmine.objectContaining({ code }) }),
      );
      expect(Object.keys(sessionStorage)).toEqual([]);
    });
  }

  it('R29 is refused when the signature is another key’s', async () => {
    const { auth, redirects } = openInBrowser(server);
    await auth.login();
    const forger = await fakeAuthorizationServer();
    visit(await forger.answer(redirects[0] ?? ''));
    const page = openInBrowser(server);
    await page.auth.ready;

    expect(page.auth.state()).toEqual(
      jasmine.objectContaining({ status: 'failed', error: jasmine.objectContaining({ code: 'signing_key_unknown' }) }),
    );
  });
});

describe('A28 a real sessionStorage', () => {
  const sessionStorageOfWindow = Object.getOwnPropertyDescriptor(globalThis, 'sessionStorage');

  afterEach(() => {
    if (sessionStorageOfWindow) Object.defineProperty(globalThis, 'sessionStorage', sessionStorageOfWindow);
  });

  function fill(): void {
    for (let size = 2 ** 22; size >= 1; size /= 2) {
      try {
        for (;;) sessionStorage.setItem(`filler ${sessionStorage.length}`, 'x'.repeat(size));
      } catch {
        // Full for this size.
      }
    }
  }

  it('that is full keeps the sign-in from starting, with a reason that does not hold the state', async () => {
    fill();
    const { auth, redirects } = openInBrowser(server);
    const failure = await auth.login().catch((error: unknown) => error as Error);

    expect(failure).toEqual(jasmine.objectContaining({ name: 'AuthError', code: 'storage_unavailable' }));
    expect(redirects).toEqual([]);
    expect(String(failure && (failure.cause as Error | undefined)?.message)).not.toContain('sign-in');
  });

  it('that is denied leaves the app usable, signed out', async () => {
    Object.defineProperty(globalThis, 'sessionStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    });
    const { auth } = openInBrowser(server);
    const status = auth.state().status;
    const failure = await auth.login().catch((error: unknown) => error);

    expect(status).toBe('signed-out');
    expect(failure).toEqual(jasmine.objectContaining({ code: 'storage_unavailable' }));
  });
});

describe('what the library takes from a real browser', () => {
  it('R4 R5 A16 is random bytes of the given length, never the same', () => {
    const { randomBytes } = realPlatform();
    const [first, second] = [randomBytes(32), randomBytes(32)];

    expect([first.length, second.length]).toEqual([32, 32]);
    expect(first).not.toEqual(second);
  });

  it('A27 is when the page was requested: before now, after the last page', () => {
    const { now, pageRequestedAt } = realPlatform();

    expect(pageRequestedAt()).toBeLessThanOrEqual(now());
    expect(pageRequestedAt()).toBeGreaterThan(now() - performance.now() - 1000);
  });

  it('A22 A27 is when the page was requested by the clock of now, though the device slept or its clock was set', () => {
    const { now, pageRequestedAt } = realPlatform();
    const sleep = 8 * 3_600_000;
    jasmine.clock().install();
    // The browser's own time scale stands still while the device sleeps; the clock does not.
    jasmine.clock().mockDate(new Date(Date.now() + sleep));
    const age = now() - pageRequestedAt();
    jasmine.clock().uninstall();

    expect(age).toBeLessThan(sleep);
  });

  it('is the tab’s own storage', () => {
    expect(realPlatform().tabStorage()).toBe(sessionStorage);
  });

  it('is no click, where there was none', () => {
    expect(realPlatform().userIsActive()).toBe(false);
  });

  it('is a frame, which is where Karma shows its pages', () => {
    expect(realPlatform().isFramed()).toBe(true);
  });
});
