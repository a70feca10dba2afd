import { schema } from '@angular-devkit/core';
import { formats, SchematicEngine } from '@angular-devkit/schematics';
import { UnitTestTree } from '@angular-devkit/schematics/testing/index.js';
import { NodeModulesTestEngineHost, validateOptionsWithSchema } from '@angular-devkit/schematics/tools/index.js';
import { lastValueFrom, of } from 'rxjs';
import { type NgAddOptions } from '../ng-add/options.ts';
import { COLLECTION } from './new-app.ts';

/** Runs `ng add` at a terminal, and answers what it has asked, in order. Where there is no answer, Enter is pressed. */
export async function ask(
  tree: UnitTestTree,
  flags: NgAddOptions,
  answers: NgAddOptions,
): Promise<{ readonly asked: readonly string[]; readonly tree: UnitTestTree }> {
  const asked: string[] = [];
  const registry = new schema.CoreSchemaRegistry(formats.standardFormats);
  registry.addPostTransform(schema.transforms.addUndefinedDefaults);
  registry.usePromptProvider((definitions) => {
    const names = definitions.map(({ id }) => id.replace(/^\//, ''));
    asked.push(...names);
    const given = new Map(Object.entries(answers));
    return of(
      Object.fromEntries(
        definitions.map(({ id, default: enter }, index) => [id, given.get(names[index] ?? '') ?? enter]),
      ),
    );
  });
  const host = new NodeModulesTestEngineHost([COLLECTION]);
  host.registerCollection('ngx-implicit-auth', COLLECTION);
  host.registerOptionsTransform(validateOptionsWithSchema(registry));
  const schematic = new SchematicEngine(host).createCollection('ngx-implicit-auth').createSchematic('ng-add', true);
  return { asked, tree: new UnitTestTree(await lastValueFrom(schematic.call(flags, of(tree)))) };
}
