import assert from 'node:assert/strict';
import { it } from 'node:test';
import { CommandLineError, parseCommandLine } from './command-line.ts';

it('without flags, everything is where the demo expects it', () => {
  assert.deepEqual(parseCommandLine([]), {
    server: 'strict',
    serverPort: 4300,
    apiPort: 4301,
    appOrigins: ['http://localhost:4200'],
    accessTokenSeconds: 300,
    idTokenSeconds: 300,
    database: ':memory:',
  });
});

it('flags change all of it, and --app-origin may be given again', () => {
  const args = [
    '--server auth0 --server-port 5300 --api-port=5301',
    '--app-origin http://localhost:5200 --app-origin http://localhost:5201/base',
    '--access-token-seconds 5 --database a.sqlite',
  ].join(' ');
  assert.deepEqual(parseCommandLine(args.split(' ')), {
    server: 'auth0',
    serverPort: 5300,
    apiPort: 5301,
    appOrigins: ['http://localhost:5200', 'http://localhost:5201/base'],
    accessTokenSeconds: 5,
    idTokenSeconds: 5,
    database: 'a.sqlite',
  });
});

it('the environment sets the lifetime, and a flag overrules it', () => {
  const environment = { SANDBOX_ACCESS_TOKEN_SECONDS: '9' };
  const lifetime = (args: string[]): unknown => {
    const settings = parseCommandLine(args, environment);
    return settings === 'help' || settings.accessTokenSeconds;
  };
  assert.equal(lifetime([]), 9);
  assert.equal(lifetime(['--access-token-seconds', '4']), 4);
});

it('--help asks for the usage', () => {
  assert.equal(parseCommandLine(['--help']), 'help');
});

const wrong: [args: string[], says: RegExp][] = [
  [['--server', 'toString'], /--server is "toString"\. Give one of strict, auth0, aidbox, query\./],
  [['--server-port', '0'], /--server-port is "0"\. Give a whole number from 1 to 65535/],
  [['--api-port', '70000'], /--api-port is "70000"/],
  [['--api-port', '1e3'], /--api-port is "1e3"/],
  [['--access-token-seconds', '1.5'], /--access-token-seconds is "1\.5"/],
  [['--id-token-seconds', ''], /--id-token-seconds is ""/],
  [['--app-origin', 'localhost:4200'], /--app-origin: "localhost:4200" is not an app's address/],
  [['--colour'], /--colour/],
  [['--database'], /--database/],
  [['stray'], /stray/],
];
for (const [args, says] of wrong) {
  it(`"${args.join(' ')}" is refused with what to write instead`, () => {
    assert.throws(
      () => parseCommandLine(args),
      (error) => error instanceof CommandLineError && says.test(error.message),
    );
  });
}
