import { SchematicTestRunner, type UnitTestTree } from '@angular-devkit/schematics/testing/index.js';
import { resolve } from 'node:path';
import prettier from 'prettier';
import { type NgAddOptions } from '../ng-add/options.ts';

/** What the CLI reads of the compiled schematics. */
export const COLLECTION = resolve('dist/schematics/collection.json');

/** The options of `ng generate application` that make apps differ. */
export interface AppOptions {
  readonly name?: string;
  readonly standalone?: boolean;
  readonly routing?: boolean;
  readonly ssr?: boolean;
  /** How files are named: `app.ts`, or `app.component.ts` as until Angular 19. */
  readonly fileNameStyleGuide?: '2016' | '2025';
}

/** A change to a file of a new app: a text in it, and what takes its place. With an empty text, the whole file. */
export type Change = readonly [path: string, before: string | RegExp, after: string];

function runner(): SchematicTestRunner {
  return new SchematicTestRunner('ngx-implicit-auth', COLLECTION);
}

/** A workspace with the apps that `ng generate application` makes, formatted as a new app formats itself. */
export async function newWorkspace(...apps: readonly AppOptions[]): Promise<UnitTestTree> {
  const cli = runner();
  let tree = await cli.runExternalSchematic('@schematics/angular', 'workspace', {
    name: 'workspace',
    version: '22.0.0',
    newProjectRoot: 'projects',
  });
  for (const options of apps) {
    const app = { name: 'shop', skipInstall: true, skipTests: true, ssr: false, ...options };
    tree = await cli.runExternalSchematic('@schematics/angular', 'application', app, tree);
  }
  await format(tree);
  return tree;
}

type Style = Pick<prettier.Options, 'singleQuote' | 'printWidth'>;

/** Has Prettier format the sources. */
export async function format(tree: UnitTestTree, options: Style = {}): Promise<void> {
  for (const path of tree.files.filter((file) => file.endsWith('.ts'))) {
    tree.overwrite(path, await formatted(tree.readContent(path), options));
  }
}

export function formatted(code: string, options: Style = {}): Promise<string> {
  return prettier.format(code, { parser: 'typescript', singleQuote: true, printWidth: 100, ...options });
}

export function change(tree: UnitTestTree, changes: readonly Change[]): UnitTestTree {
  for (const [path, before, after] of changes) {
    if (before === '') {
      if (tree.exists(path)) tree.overwrite(path, after);
      else tree.create(path, after);
      continue;
    }
    const text = tree.readContent(path);
    const changed = text.replace(before, () => after);
    if (changed === text) throw new Error(`${path} holds no ${before}:\n${text}`);
    tree.overwrite(path, changed);
  }
  return tree;
}

/** Runs `ng add`, and answers what it has said. */
export async function add(
  tree: UnitTestTree,
  options: NgAddOptions = {},
): Promise<{ tree: UnitTestTree; says: string }> {
  const cli = runner();
  const words: string[] = [];
  cli.logger.subscribe(({ message }) => words.push(message));
  const result = await cli.runSchematic('ng-add', options, tree.branch());
  return { tree: result, says: words.join('\n') };
}

/** Every file of a tree with its text. */
export function contents(tree: UnitTestTree): Readonly<Record<string, string>> {
  return Object.fromEntries(tree.files.map((path) => [path, tree.readContent(path)]));
}
