import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { it } from 'node:test';
import { usesBelow, type Uses } from './app-files.ts';

function usesOf(files: Readonly<Record<string, string>>): Uses {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return usesBelow(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('sees what the app does, in its own files alone', () => {
  assert.deepEqual(usesOf({ 'src/app/app.config.ts': 'provideAuth(authConfig, withUserInfo())' }), {
    userInfo: true,
    revocation: false,
  });
  assert.deepEqual(usesOf({ 'projects/a/src/b.ts': 'auth.logout({ revoke: true });' }), {
    userInfo: false,
    revocation: true,
  });
  assert.deepEqual(usesOf({ 'src/a.ts': '', 'src/node_modules/b/c.ts': 'withUserInfo(); ({ revoke: true })' }), {
    userInfo: false,
    revocation: false,
  });
});

it('cannot tell where there is no app', () => {
  assert.deepEqual(usesOf({ 'lib/a.ts': 'withUserInfo()' }), { userInfo: null, revocation: null });
});
