/**
 * @jest-environment node
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { AuthConfig } from './auth-config';
import { resolveSettings } from './auth-settings';
import { doctorCommand } from './doctor-command';

const CONFIG: AuthConfig = { issuer: 'https://id.example.com', clientId: 'timesheets-spa' };
const APP = 'http://localhost:4200/';
const commandFor = (changes: Partial<AuthConfig> = {}) =>
  doctorCommand(resolveSettings({ ...CONFIG, ...changes }, APP));

/** The flags that the doctor knows. */
const flags = [
  ...readFileSync('projects/ngx-implicit-auth/doctor/arguments.ts', 'utf8').matchAll(
    /^ {2}'?([\w-]+)'?: \{ type: 'string' \}/gm,
  ),
];
const options = Object.fromEntries(flags.map(([, flag]) => [flag, { type: 'string' as const }]));

/** What the doctor reads when a shell has split the command line. */
function read(command: string): unknown {
  const words = execFileSync('sh', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8' }).split('\n');
  expect(words.slice(0, 3)).toEqual(['npx', 'ngx-implicit-auth', 'doctor']);
  return parseArgs({ args: words.slice(3, -1), options }).values;
}

describe('the doctor’s command line', () => {
  it('names server, client, redirect URI and flow', () => {
    expect(commandFor()).toBe(
      'npx ngx-implicit-auth doctor --issuer https://id.example.com --client-id timesheets-spa ' +
        '--redirect-uri http://localhost:4200/auth/callback --flow implicit',
    );
  });

  it('names the rest where it is configured, and is read by the doctor as it is meant', () => {
    const endpoints = {
      authorizationEndpoint: 'https://id.example.com/authorize?tenant=a&ui=b',
      tokenEndpoint: 'https://id.example.com/token',
      jwksUri: 'https://id.example.com/keys',
      userInfoEndpoint: 'https://id.example.com/me',
    };
    const command = commandFor({
      responseType: 'code',
      scope: 'openid profile',
      discoveryUrl: 'https://id.example.com/discovery',
      server: endpoints,
    });

    expect(command).toContain('--scope "openid profile"');
    expect(read(command)).toMatchObject({
      issuer: CONFIG.issuer,
      'client-id': CONFIG.clientId,
      'redirect-uri': 'http://localhost:4200/auth/callback',
      flow: 'code',
      scope: 'openid profile',
      'discovery-url': 'https://id.example.com/discovery',
      'authorization-endpoint': endpoints.authorizationEndpoint,
      'token-endpoint': endpoints.tokenEndpoint,
      'jwks-uri': endpoints.jwksUri,
      'userinfo-endpoint': endpoints.userInfoEndpoint,
    });
  });

  it.each(['a b', "it's", '$(exit 1)', '`exit 1`', 'a"b', '!!', 'a;b&c|d', '\\n', '*', '~', "$HOME 'x'", '<é>'])(
    'is not split or changed by a shell: client id %j',
    (clientId) => {
      expect(read(commandFor({ clientId }))).toMatchObject({ 'client-id': clientId, flow: 'implicit' });
    },
  );

  it('has nothing of what goes into a request otherwise', () => {
    const command = commandFor({
      loginHint: 'alice@example.com',
      parameters: { login_ticket: 'secret' },
      logoutParameters: { logout_hint: 'alice' },
    });

    expect(command).toBe(commandFor());
  });
});
