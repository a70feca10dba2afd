import { TestBed } from '@angular/core/testing';
import { ɵAUTH_SETTINGS as AUTH_SETTINGS, ɵSignIn as SignIn, type AuthConfig } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../../../../../src/lib/testing/fake-authorization-server';
import { APP, fakeTab } from '../../../../../src/lib/testing/fake-tab';
import { configurationOf, type Option } from './configuration';

const server = await fakeAuthorizationServer();

async function told(config: Partial<AuthConfig>): Promise<Readonly<Record<string, Option>>> {
  fakeTab(server).open(APP, { config });
  const { settings } = await TestBed.inject(SignIn).part();
  const options = configurationOf(TestBed.inject(AUTH_SETTINGS), settings);
  return Object.fromEntries(options.map((option) => [option.name, option]));
}

describe('the configuration', () => {
  it('is told with the defaults of what the app has not set', async () => {
    const options = await told({ clockSkewSeconds: 10 });

    expect(options['clockSkewSeconds']).toMatchObject({ value: '10', isDefault: false });
    expect(options['signInLifetimeSeconds']).toMatchObject({ value: '1800', isDefault: true });
    expect(options['redirectUri']).toMatchObject({ value: `${APP}auth/callback`, isDefault: true });
    expect(options['prompt']).toMatchObject({ value: 'not set', isDefault: true });
  });

  it('tells a redirect URI of the app’s own as that', async () => {
    const { redirectUri } = await told({ redirectUri: 'signed-in' });

    expect(redirectUri).toMatchObject({ value: `${APP}signed-in`, isDefault: false });
  });

  it('tells of parameters, the login hint and the like no value', async () => {
    const secret = { ui_locales: 'secret' };
    const options = await told({ parameters: secret, logoutParameters: secret, loginHint: 'secret' });

    expect(JSON.stringify(options)).not.toContain('secret');
    expect(options['parameters']?.value).toBe('ui_locales');
    expect(options['loginHint']?.value).toBe('set');
  });

  it('tells of each resource server which requests get which token', async () => {
    const api = 'https://api.example.com';
    const matches = () => true;
    const { resourceServers } = await told({
      resourceServers: [api, { url: `${api}/a`, audience: 'a', scope: 'b', methods: ['GET'], matches }],
    });

    expect(resourceServers?.value).toBe(`${api}, ${api}/a (audience a; scope b; methods GET; a predicate)`);
  });

  it.each<[string, object]>([
    ['resourceServers', { resourceServers: [7, { url: 7, methods: 'GET' }, {}] }],
    ['scope', { scope: 7 }],
    ['parameters', { parameters: 'x' }],
    ['server', { server: 7 }],
  ])('tells one that cannot work, too, so that it can be found: %s', async (name, config) => {
    const options = await told(config);

    expect(options[name]?.isDefault).toBe(false);
    expect(options[name]?.value).toEqual(expect.any(String));
  });

  it('tells of no URL the user name and the query', async () => {
    const options = await told({
      resourceServers: ['https://user:secret@api.example.com/?secret', { url: '/x', audience: 'https://a/?secret' }],
      discoveryUrl: 'https://id.example.com/configuration?secret',
    });

    expect(JSON.stringify(options)).not.toContain('secret');
  });
});
