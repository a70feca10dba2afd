import { signIn } from '../attacks/sign-in.ts';
import { tabOf } from '../engines/chromium.ts';
import { queryOf, sessionIn, watchRequestsTo } from './in-app.ts';
import { expect, test } from './test.ts';

for (const responseType of ['code', 'id_token token'] as const) {
  test(`R82 a request for ${responseType} is pushed to the server: the address bar tells nothing of it`, async ({
    page,
    withSandbox,
  }) => {
    const { app, issuer } = await withSandbox({ config: { responseType, pushAuthorizationRequests: true } });
    const requests = watchRequestsTo(page, issuer);
    await signIn(tabOf(page), app);
    const [authorization] = requests.filter((request) => request.isNavigationRequest()).map(queryOf);

    expect([...(authorization?.keys() ?? [])].sort()).toEqual(['client_id', 'request_uri']);
    const pushed = requests.filter((request) => request.url() === `${issuer}/request`);
    expect(pushed.map((request) => request.method())).toContain('POST');
    expect((await sessionIn(page)).claims?.sub).toBe('alice');
  });
}
