import assert from 'node:assert/strict';
import { it } from 'node:test';
import { startAuthorizationServer } from '../../sandbox/authorization-server/start-authorization-server.ts';
import type { Examination } from './examine.ts';
import { examined } from './testing/run.ts';
import { APP, CLIENT_ID, startServer } from './testing/server.ts';

type Flags = Readonly<Record<string, string>>;

/** A server of the sandbox's, and how an app is told of it. */
const SERVERS = {
  strict: (issuer: string): Flags => ({ issuer }),
  auth0: (url: string): Flags => ({ issuer: `${url}/` }),
  aidbox: (issuer: string): Flags => ({
    issuer,
    'authorization-endpoint': `${issuer}/oauth2/authorize`,
    'token-endpoint': `${issuer}/auth/token`,
    'jwks-uri': `${issuer}/.well-known/jwks.json`,
    'userinfo-endpoint': `${issuer}/auth/userinfo`,
  }),
  query: (issuer: string): Flags => ({ issuer, 'authorization-endpoint': `${issuer}/oauth` }),
} as const;

type Name = keyof typeof SERVERS;

async function examinedAt(name: Name, flags: Flags): Promise<Examination> {
  const server = await startAuthorizationServer({ server: name, port: 0 });
  try {
    const given = { ...SERVERS[name](server.url), 'client-id': 'timesheets-demo', origin: APP, ...flags };
    return await examined(Object.entries(given).flatMap(([flag, value]) => [`--${flag}`, value]));
  } finally {
    await server.close();
  }
}

const toMend = ({ findings }: Examination) => findings.filter(({ verdict }) => verdict === 'wrong');

const HEALTHY: readonly (readonly [Name, 'implicit' | 'code'])[] = [
  ['strict', 'implicit'],
  ['strict', 'code'],
  ['auth0', 'implicit'],
  ['auth0', 'code'],
  ['aidbox', 'implicit'],
  ['aidbox', 'code'],
  ['query', 'implicit'],
];

for (const [name, flow] of HEALTHY) {
  it(`finds nothing to mend, and nothing that it could not tell, at ${name} by the flow ${flow}`, async () => {
    const examination = await examinedAt(name, { flow });
    assert.deepEqual(
      examination.findings.filter(({ verdict }) => verdict === 'wrong' || verdict === 'unknown'),
      [],
    );
    assert.equal(examination.status, 0);
  });
}

it('says whether a hidden frame has a page to come back to', async () => {
  const told = ({ findings }: Examination) => findings.find(({ check }) => check === 'renewal page');
  assert.equal(told(await examinedAt('strict', {}))?.verdict, 'right');
  const { url, close } = await startServer();
  const elsewhere = await examined(['--issuer', url, '--client-id', CLIENT_ID, '--origin', APP]);
  await close();
  assert.equal(told(elsewhere)?.verdict, 'aside');
  assert.match(String(told(elsewhere)?.cure), /Register http:\/\/localhost:4200\/silent-renewal\.html as redirect URI/);
});

it('says first, and only to apps that do not use it, that code + PKCE is offered', async () => {
  const { findings, status } = await examinedAt('strict', {});
  assert.equal(status, 0);
  assert.equal(findings[0]?.check, 'code');
  assert.match(String(findings[0].cure), /responseType: 'code'/);
  const byCode = await examinedAt('strict', { flow: 'code' });
  assert.equal(byCode.findings.filter(({ check }) => check === 'code').length, 0);
});

for (const name of Object.keys(SERVERS) as Name[]) {
  it(`tells a client id that is not known from a redirect URI that is not registered, at ${name}`, async () => {
    const checks = (examination: Examination) => toMend(examination).map(({ check }) => check);
    assert.deepEqual(checks(await examinedAt(name, { 'client-id': 'timesheets' })), ['client id']);
    assert.deepEqual(checks(await examinedAt(name, { 'redirect-uri': 'callback' })), ['redirect URI']);
  });
}

it('names the setting of the product: Auth0', async () => {
  const [uri] = toMend(await examinedAt('auth0', { 'redirect-uri': 'callback' }));
  assert.match(String(uri?.cure), /^Auth0: .*add http:\/\/localhost:4200\/callback to Allowed Callback URLs/);
  assert.equal(uri?.docs, 'docs/servers/auth0.md');
});

it('names CORS for an app that the server does not know', async () => {
  const examination = await examinedAt('aidbox', {
    origin: 'http://localhost:4201',
    'redirect-uri': `${APP}/auth/callback`,
  });
  const checks = toMend(examination).map(({ check }) => check);
  assert.deepEqual(checks, ['configuration', 'keys CORS', 'userinfo CORS']);
});

it('finds nothing to mend at the proper server that misconfigurations depart from', async () => {
  const { url, close } = await startServer();
  try {
    for (const flow of ['implicit', 'code']) {
      const flags = ['--issuer', url, '--client-id', CLIENT_ID, '--origin', APP, '--flow', flow];
      assert.deepEqual(toMend(await examined(flags)), []);
    }
  } finally {
    await close();
  }
});
