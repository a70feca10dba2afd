import { type workspaces } from '@angular-devkit/core';
import { type Rule, type Tree } from '@angular-devkit/schematics';
import { readWorkspace, updateWorkspace } from '@schematics/angular/utility';
import { PACKAGE } from './package-name.ts';

const FILE = 'silent-renewal.html';
/** The page, and its script. */
const FILES = 'silent-renewal.*';
const FOLDER = `node_modules/${PACKAGE}/assets`;

type Options = Record<string, unknown>;

/** Has the build copy the page that hidden frames come back to; `null` where it does, or has one of the app's own. */
export async function silentRenewalAsset(tree: Tree, project: string): Promise<Rule | null> {
  const lacking = ({ projects }: workspaces.WorkspaceDefinition) =>
    buildOptionsOf(projects.get(project)).filter((options) => !hasPage(tree, options));
  if (lacking(await readWorkspace(tree)).length === 0) return null;
  return updateWorkspace((workspace) => {
    for (const options of lacking(workspace)) {
      // The CLI of Angular 17 wants an output in each.
      options['assets'] = [...assetsOf(options), { glob: FILES, input: FOLDER, output: '/' }];
    }
  });
}

/** The options of the build, and of each configuration with assets of its own: it has none of the others. */
function buildOptionsOf(project: workspaces.ProjectDefinition | undefined): readonly Options[] {
  const build = project?.targets.get('build');
  if (!build) return [];
  const configurations = Object.values(build.configurations ?? {}).filter((options) => options?.['assets']);
  return [(build.options ??= {}), ...configurations] as readonly Options[];
}

function assetsOf({ assets }: Options): readonly unknown[] {
  return Array.isArray(assets) ? assets : [];
}

function hasPage(tree: Tree, options: Options): boolean {
  return assetsOf(options).some((asset) => {
    if (typeof asset === 'string') return asset.endsWith(FILE);
    const { glob, input } = asset as Options;
    if (typeof glob !== 'string' || typeof input !== 'string') return false;
    return input.replace(/^\.\//, '').replace(/\/$/, '') === FOLDER || tree.exists(`${input}/${FILE}`);
  });
}
