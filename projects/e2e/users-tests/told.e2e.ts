import { expect, test } from '@playwright/test';
import { listenOnLoopback } from '../../sandbox/loopback-server.ts';
import { serveProbe } from '../probe-app.ts';
import { runProject, type Ended } from './project.ts';

const HEAD = `
import { expect, test } from 'ngx-implicit-auth/testing/playwright';

const server = { issuer: 'https://id.example.com', clientId: 'timesheets-spa' };
test.use({ authServerOptions: server });
`;

/** How users' tests end, by their titles, run with the probe. */
async function endsOf(tests: string): Promise<Readonly<Record<string, Ended>>> {
  const config = { issuer: 'https://id.example.com', clientId: 'timesheets-spa' };
  const app = await serveProbe(() => ({ config }));
  const files = { 'playwright.config.ts': 'export default {};', 'all.spec.ts': HEAD + tests };
  const ended = await runProject(files, app.url);
  await app.close();
  return Object.fromEntries(ended.map((each) => [each.title, each]));
}

test('a request that no server answers fails a test that sees nothing of it', async () => {
  const { swallowed, another } = await endsOf(`
    test('swallowed', async ({ page }) => {
      await page.goto('/');
      await page.evaluate(() => fetch('https://id.example.com/api/roles?token=hidden').catch(() => null));
    });
    test('another', async ({ page }) => {
      await page.goto('/');
      expect(await page.evaluate(() => fetch('https://id.example.com/keys').then(({ status }) => status))).toBe(200);
    });
  `);
  expect(swallowed?.messages).toContain('GET https://id.example.com/api/roles was answered with 501');
  expect(swallowed?.messages).toContain("await page.route('https://id.example.com/api/roles', …)");
  expect(swallowed?.messages).not.toContain('hidden');
  expect(another).toMatchObject({ hasPassed: true, messages: '' });
});

test('a client id and a redirect URI that the server does not know end at its page, which says why, as does the test', async () => {
  const { client, uri } = await endsOf(`
    test.describe(() => {
      test.use({ authServerOptions: { ...server, clientId: 'another-app' } });
      test('client', async ({ page }) => {
        await page.goto('/secret');
        await expect(page.getByText("knows 'another-app' alone")).toBeVisible();
      });
    });
    test.describe(() => {
      test.use({ authServerOptions: { ...server, redirectUris: ['https://app.example.com/auth/callback'] } });
      test('uri', async ({ page }) => {
        await page.goto('/secret');
        await expect(page.getByText('Its redirect_uri is http://localhost')).toBeVisible();
      });
    });
  `);
  expect(client?.messages).toMatch(
    /^Error: The app has asked .*:\n- .*client_id is 'timesheets-spa', and the server knows/,
  );
  expect(uri?.messages).toMatch(
    /^Error: The app has asked .*:\n- .*Registered, by authServerOptions\.redirectUris, are: /,
  );
});

test('what Playwright does not route fails the test as well: a redirect from elsewhere, and a WebSocket', async () => {
  const elsewhere = await listenOnLoopback(0, () => (_, response) => {
    response.writeHead(302, { location: 'https://id.example.com/authorize?token=hidden' }).end();
  });
  const { redirected, socket } = await endsOf(`
    test('redirected', async ({ page }) => {
      await page.goto('${elsewhere.url}/login').catch(() => {});
    });
    test('socket', async ({ page }) => {
      await page.goto('/');
      await page.evaluate(() => new Promise((resolve) => {
        new WebSocket('wss://id.example.com/live?token=hidden').onclose = resolve;
      }));
    });
  `);
  await elsewhere.close();
  expect(redirected?.messages).toContain('https://id.example.com/authorize was asked by the network: a redirect from');
  expect(redirected?.messages).toContain(`await page.route('${elsewhere.url}/login', …)`);
  expect(socket?.messages).toContain('A WebSocket to wss://id.example.com/live was closed');
  expect([redirected?.messages, socket?.messages].join()).not.toContain('hidden');
});

test('an error without a name, and time that goes back, are refused at once', async () => {
  const { unnamed, back } = await endsOf(`
    test('unnamed', async ({ authServer }) => {
      authServer.refuse('');
    });
    test('back', async ({ page, authServer }) => {
      await authServer.passTime(-1);
    });
  `);
  expect(unnamed?.messages).toMatch(/^AuthServerOptionsError: refuse\(\) takes an error of the protocol, such as/);
  expect(back?.messages).toMatch(/^AuthServerOptionsError: passTime\(\) takes a number of seconds above 0, and not -1/);
});

test('time that the page has no clock for is refused', async () => {
  const { late } = await endsOf(`
    test('late', async ({ page, authServer }) => {
      await page.goto('/');
      await authServer.passTime(60);
    });
  `);
  expect(late?.messages).toMatch(/^Error: Call page\.clock\.install\(\) before page\.goto\(\)/);
});

test('options that make no server fail a test before it begins', async () => {
  const { misspelt, missing } = await endsOf(`
    test.describe(() => {
      test.use({ authServerOptions: { ...server, clientID: 'timesheets-spa' } as never });
      test('misspelt', async ({ page }) => { await page.goto('/'); });
    });
    test.describe(() => {
      test.use({ authServerOptions: undefined });
      test('missing', async ({ page }) => { await page.goto('/'); });
    });
  `);
  expect(misspelt?.messages).toMatch(
    /^AuthServerOptionsError: There is no authServerOptions\.clientID\. There are: issuer,/,
  );
  expect(missing?.messages).toMatch(/^AuthServerOptionsError: The server has no options\. Write test\.use\(/);
});
