import { withSilentRenewal } from 'ngx-implicit-auth';
import { ALICE, fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { fakeTab } from '../testing/fake-tab';
import { comeBack, leave, TARGET } from '../testing/guarded-app';
import { sessionIn } from '../testing/page-state';

describe('an app whose server has no discovery document', () => {
  it('R65 R71 R75 signs in by a code, renews and signs out with the endpoints by hand', async () => {
    const server = await fakeAuthorizationServer();
    const { issuer } = server;
    const revoked: (string | null)[] = [];
    server.revocation = (form) => {
      revoked.push(form.get('token_type_hint'));
      return new Response();
    };
    const tab = fakeTab(server);
    const options = {
      config: {
        responseType: 'code',
        server: {
          authorizationEndpoint: `${issuer}/authorize`,
          tokenEndpoint: `${issuer}/token`,
          jwksUri: `${issuer}/keys`,
          endSessionEndpoint: `${issuer}/session/end`,
          revocationEndpoint: `${issuer}/revoke`,
        },
      },
      features: [withSilentRenewal()],
    } as const;
    await leave(tab, options);
    const app = await comeBack(tab, server.answer(tab.redirect), options);

    expect(await app.settled()).toBe(TARGET);
    expect(app.auth.snapshot()).toMatchObject({ status: 'signed-in', session: { claims: ALICE } });
    const { accessToken } = sessionIn(app);

    expect(await app.auth.renew()).toEqual({ status: 'renewed' });
    expect(sessionIn(app).accessToken).not.toBe(accessToken);
    expect(server.tokenEndpoint.requests.map((form) => form.get('grant_type'))).toEqual([
      'authorization_code',
      'refresh_token',
    ]);

    await app.auth.logout({ revoke: true });
    expect(revoked).toEqual(['refresh_token', 'access_token']);
    expect(tab.redirect).toMatch(`${issuer}/session/end?`);
    expect(server.requests.map((url) => url.slice(issuer.length))).toEqual([
      '/keys',
      '/token',
      '/token',
      '/revoke',
      '/revoke',
    ]);
  });
});
