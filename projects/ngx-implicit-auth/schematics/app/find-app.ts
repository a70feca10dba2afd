import { type Tree } from '@angular-devkit/schematics';
import { readWorkspace } from '@schematics/angular/utility';
import { posix } from 'node:path';
import { quoted, refuse } from '../ng-add/refuse.ts';

/** The app that signing in is set up for, as the workspace describes it. */
export interface App {
  readonly project: string;
  /** The file that starts it. */
  readonly main: string;
  /** The folder of its sources. */
  readonly sourceRoot: string;
  /** The file that tells the compiler where modules are. */
  readonly tsConfig: string;
  /** Where `ng serve` shows it; ends in a slash. */
  readonly url: string;
}

/**
 * Finds the app: the one that was asked for, or the only one there is.
 *
 * @throws SchematicsException
 */
export async function findApp(tree: Tree, asked: string | undefined): Promise<App> {
  if (!tree.exists('angular.json') && !tree.exists('.angular.json')) {
    refuse('There is no angular.json here. Run ng add in the folder of an Angular workspace.');
  }
  const { projects } = await readWorkspace(tree);
  const apps = [...projects].filter(([, { extensions }]) => extensions['projectType'] === 'application');
  const names = apps.map(([name]) => name);
  if (names.length === 0) {
    refuse('The workspace has no app. Make one with ng generate application, then run ng add again.');
  }
  // Some are nothing but end-to-end tests.
  const built = apps.filter(([, { targets }]) => targets.has('build'));
  if (asked === undefined && built.length > 1) {
    refuse(`The workspace has several apps. Write --project and one of ${built.map(([name]) => name).join(', ')}.`);
  }
  const [name, project] =
    (asked === undefined ? (built[0] ?? apps[0]) : apps.find(([one]) => one === asked)) ??
    refuse(`--project is ${quoted(asked ?? '')}, and there is no such app. Write ${names.join(', ')}.`);
  const build = project.targets.get('build')?.options ?? {};
  const sourceRoot = posix.normalize(project.sourceRoot ?? posix.join(project.root, 'src'));
  // Where the builder looks by itself.
  const main = build['browser'] ?? build['main'] ?? posix.join(sourceRoot, 'main.ts');
  if (typeof main !== 'string' || !tree.exists(main)) {
    refuse(
      `angular.json does not tell which file starts ${name}: the options of its target build name no browser (or main) ` +
        'that is there.',
    );
  }
  const { tsConfig } = build;
  return {
    ...{ project: name, main: posix.normalize(main), sourceRoot },
    tsConfig: posix.normalize(typeof tsConfig === 'string' ? tsConfig : 'tsconfig.json'),
    url: urlOf(project.targets.get('serve')?.options ?? {}, build),
  };
}

type Options = Readonly<Record<string, unknown>>;

function urlOf(serve: Options, build: Options): string {
  const { port, ssl } = serve;
  const { baseHref } = build;
  const origin = `${ssl === true ? 'https' : 'http'}://localhost:${typeof port === 'number' ? port : 4200}`;
  return typeof baseHref === 'string' && baseHref.startsWith('/')
    ? origin + baseHref.replace(/\/?$/, '/')
    : `${origin}/`;
}
