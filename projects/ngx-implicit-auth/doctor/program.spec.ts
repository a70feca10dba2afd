import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { it } from 'node:test';
import { run } from './testing/run.ts';
import { CLIENT_ID, DISCOVERY, hidden, sentBack, startServer } from './testing/server.ts';

/** A folder with these files, while `use` runs. */
async function inFolder<T>(files: Readonly<Record<string, string>>, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'doctor-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

it('reads auth.config.ts, prints a line a check, and ends with 0 when there is nothing to mend', async () => {
  const { url, close } = await startServer();
  const config = `export const config: AuthConfig = { issuer: '${url}', clientId: '${CLIENT_ID}' };`;
  const { status, output, errors } = await inFolder(
    { 'src/app/auth.config.ts': config, 'projects/a/node_modules/b/auth.config.ts': config },
    (folder) => run(['doctor'], folder),
  );
  await close();
  assert.equal(errors, '');
  assert.match(output, /^– code +The server offers code \+ PKCE/m);
  assert.match(output, /^✔ issuer +The document names/m);
  assert.match(output, /^\? configuration +The app's origin was not told/m);
  assert.match(output, /Nothing to mend\.\n$/);
  assert.equal(status, 0);
});

it('ends with 1 when there is, and says the same for programs', async () => {
  const { url, close } = await startServer(() => ({ [DISCOVERY]: hidden }));
  const flags = ['doctor', '--issuer', url, '--client-id', CLIENT_ID];
  const text = await run(flags);
  const json = await run([...flags, '--json']);
  await close();
  assert.match(
    text.output,
    /^✘ discovery CORS +.* \(cors_blocked\)\n +Have the server send .* See docs\/errors\.md\.$/m,
  );
  assert.match(text.output, /1 to mend\.\n$/);
  const report = JSON.parse(json.output) as { status: number; findings: { verdict: string; code?: string }[] };
  assert.deepEqual(
    report.findings.filter(({ verdict }) => verdict === 'wrong').map(({ code }) => code),
    ['cors_blocked'],
  );
  assert.deepEqual([text.status, json.status, report.status], [1, 1, 1]);
});

it('ends with 2, within its time, at a server that never answers', async () => {
  const { url, close } = await startServer(() => ({ [DISCOVERY]: () => null }));
  const { status, output } = await run(['doctor', '--issuer', url, '--timeout', '1']);
  await close();
  assert.match(output, /^✘ reachability +.*no answer in time/m);
  assert.equal(status, 2);
});

it('prints no token, state, code or nonce, whatever the server answers', async () => {
  const sent: string[] = [];
  const { url, close } = await startServer((at) => ({
    '/authorize': (proper, { parameters }) => {
      for (const name of ['state', 'nonce']) sent.push(parameters.get(name) ?? '');
      const error_description = `no such request: ${parameters.get('state') ?? ''}`;
      return proper.status === 302
        ? sentBack(parameters, { access_token: 'a-token', error: 'server_error', error_description, iss: at })
        : proper;
    },
    '/revoke': (proper, { parameters }) => {
      sent.push(parameters.get('token') ?? '');
      return { ...proper, status: 400, body: JSON.stringify({ error: parameters.get('token') }) };
    },
  }));
  const flags = ['doctor', '--issuer', url, '--client-id', CLIENT_ID];
  const { output } = await run(flags);
  const { output: json } = await run([...flags, '--json']);
  await close();
  assert.match(output, /server_error \(no such request: …\)/);
  for (const secret of ['a-token', ...sent.filter(Boolean)]) assert.ok(!(output + json).includes(secret));
});

it('obeys no control characters that a server sends', async () => {
  const { url, close } = await startServer(() => ({
    [DISCOVERY]: (proper) => ({ ...proper, body: JSON.stringify({ issuer: '\u001b[2J\u202eevil\nline' }) }),
  }));
  const { output } = await run(['doctor', '--issuer', url]);
  await close();
  assert.match(output, /names \[2J evil line/);
  assert.ok(!/\u001b|\u202e/.test(output));
});

it('obeys no control characters in headers, nor any in JSON', async () => {
  const { url, close } = await startServer(() => ({
    '/authorize': (proper) =>
      proper.status === 302
        ? { status: 200, headers: { 'x-frame-options': 'DENY\u009b31m' }, body: '<title>Sign in</title>' }
        : proper,
    [DISCOVERY]: (proper) => ({
      ...proper,
      body: JSON.stringify({ ...JSON.parse(proper.body ?? ''), issuer: 'https://a.example/\u009b\u202e\u2028' }),
    }),
  }));
  const flags = ['doctor', '--issuer', url, '--client-id', `${CLIENT_ID}\u202e`];
  const { output } = await run(flags);
  const { output: json } = await run([...flags, '--json']);
  await close();
  assert.ok(JSON.parse(json));
  assert.doesNotMatch(output + json, /[\p{Cf}\p{Zl}\u007f-\u009f]/u);
});

it('ends as soon as it has told, whatever is still open', async () => {
  const { url, close } = await startServer(() => ({ '/keys': () => null }));
  const began = performance.now();
  const { status } = await run(['doctor', '--issuer', url, '--client-id', CLIENT_ID, '--timeout', '2']);
  assert.ok(performance.now() - began < 3_000);
  await close();
  assert.equal(status, 1);
});

const REFUSED: readonly (readonly [args: string[], says: RegExp])[] = [
  [[], /There is no command ""\. Write doctor/],
  [['repair'], /There is no command "repair"/],
  [['doctor', '--issuer', 'id.example.com'], /--issuer is "id\.example\.com"\. Give a whole http\(s\) URL/],
  [['doctor', '--flow', 'hybrid'], /--flow is "hybrid"\. Give implicit or code/],
  [['doctor', '--timeout', 'long'], /--timeout is "long"/],
  [['doctor', '--colour'], /--colour/],
  [['doctor', '--issuer'], /--issuer/],
  [['doctor', '--json=yes'], /--json/],
  [['doctor', '--client-id='], /--client-id is empty/],
  [['doctor', '--flow=code', '--flow', 'implicit'], /--flow is given twice\. Give it once/],
  [
    ['doctor', '--issuer=https://me:pa55word@id.example.com'],
    /--issuer is "https:\/\/id\.example\.com"\. .*without user name/,
  ],
  [['doctor', '--issuer', 'me:pa55word@id.example.com\u001b[2J'], /--issuer is "id\.example\.com \[2J"/],
  ...[
    'com.example.app:/callback',
    'javascript:alert(1)',
    'https://[',
    '//other.example/',
    'https://me:pa55word@a.example/',
  ].map((uri): readonly [string[], RegExp] => [
    ['doctor', '--issuer=https://id.example.com', '--redirect-uri', uri],
    /is no address of the app: write an http\(s\) URL, or a path below http:\/\/localhost:4200/,
  ]),
];
for (const [args, says] of REFUSED) {
  it(`refuses "${args.join(' ')}" with the usage, and ends with 2`, async () => {
    const { status, output, errors } = await run(args);
    assert.match(errors, says);
    assert.match(errors, /^.+\n\nUsage: npx ngx-implicit-auth doctor/);
    assert.doesNotMatch(errors, /pa55word|\u001b/);
    assert.deepEqual([status, output], [2, '']);
    if (args[0] !== 'doctor') return;
    const json = await run([...args, '--json']);
    const refusal = JSON.parse(json.output) as { status: number; error: string };
    assert.match(refusal.error, says);
    assert.deepEqual([json.status, json.errors, refusal.status], [2, '', 2]);
  });
}

it('says what it lacks where there is no configuration to read, several, or one that it cannot read', async () => {
  const inA = (files: Readonly<Record<string, string>>) => inFolder(files, (folder) => run(['doctor'], folder));
  const none = await inA({});
  assert.match(none.errors, /no auth\.config\.ts below src\/ or projects\//);
  const config = "export const config = { issuer: 'https://id.example.com', clientId: 'a' };";
  const several = await inA({ 'projects/a/src/auth.config.ts': config, 'projects/b/src/auth.config.ts': config });
  assert.match(several.errors, /several: projects\/a\/src\/auth\.config\.ts, projects\/b\/src\/auth\.config\.ts/);
  const unread = await inA({ 'src/auth.config.ts': 'export const config = { issuer: environment.issuer };' });
  assert.match(unread.errors, /The issuer in src\/auth\.config\.ts is no plain text\. Give --issuer/);
  assert.deepEqual([none.status, several.status, unread.status], [2, 2, 2]);
});

it('prints its usage', async () => {
  const { status, output } = await run(['--help']);
  assert.match(output, /^Usage: npx ngx-implicit-auth doctor/);
  assert.equal(status, 0);
});
