import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { it } from 'node:test';

const START = new URL('start.mjs', import.meta.url).pathname;

const start = (...args) =>
  spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', START, ...args], { encoding: 'utf8' });

it('npm start -- --help tells every option and starts nothing', () => {
  const { status, stdout, stderr } = start('--help');
  assert.equal(status, 0);
  assert.equal(stderr, '');
  assert.match(stdout, /^Usage: npm start -- /);
  for (const option of ['--server NAME', '--flow NAME', '--help']) assert.ok(stdout.includes(option), option);
});

it('npm start with an option that is none is refused, with the usage', () => {
  const { status, stdout, stderr } = start('--helpp');
  assert.equal(status, 1);
  assert.equal(stdout, '');
  assert.match(stderr, /--helpp[\s\S]*Usage: npm start -- /);
});

it('npm start with a server that is not there, or lacks the flow, is told what to write', () => {
  for (const [args, way] of [
    [['--server', 'none'], /There is no authorization server "none"\. Write npm start -- --server strict\|/],
    [['--flow', 'none'], /There is no flow "none"\. Write npm start -- --flow implicit\|code/],
    [['--server', 'query', '--flow', 'code'], /"query" does not offer the flow "code"/],
  ]) {
    const { status, stderr } = start(...args);
    assert.equal(status, 1);
    assert.match(stderr, way);
  }
});
