import { SchematicTestRunner } from '@angular-devkit/schematics/testing/index.js';
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { it } from 'node:test';
import { contents, newWorkspace } from '../testing/new-app.ts';

it('runs by ng update, and changes nothing', async () => {
  const tree = await newWorkspace({});
  const before = contents(tree);
  const migrations = new SchematicTestRunner('migrations', resolve('dist/schematics/migrations.json'));
  assert.deepEqual(contents(await migrations.runSchematic('nothing-to-change', {}, tree)), before);
});
