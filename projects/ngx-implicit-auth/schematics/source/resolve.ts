import { type Tree } from '@angular-devkit/schematics';
import { posix } from 'node:path';
import type * as TypeScript from 'typescript';
import { ts } from './typescript.ts';

/** Answers which file of the app a module is that another file imports; `null`: none, as for a package. */
export type Resolve = (module: string, importer: string) => string | null;

/** Resolves modules as the compiler does, by the `paths` of a tsconfig.json, too. */
export function resolverOf(tree: Tree, tsConfig: string): Resolve {
  const files = {
    fileExists: (path: string) => tree.exists(path),
    readFile: (path: string) =>
      tree
        .read(path)
        ?.toString('utf8')
        .replace(/^\uFEFF/, ''),
  };
  const root = posix.join('/', posix.dirname(tsConfig));
  const folders = { ...files, useCaseSensitiveFileNames: true, readDirectory: () => [] };
  const { config = {} } = ts.readConfigFile(posix.join('/', tsConfig), files.readFile) as { config?: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, folders, root, undefined, posix.join('/', tsConfig));
  const asBundlers: TypeScript.CompilerOptions = { ...options, moduleResolution: ts.ModuleResolutionKind.Bundler };
  return (module, importer) => {
    const { resolvedModule } = ts.resolveModuleName(module, posix.join('/', importer), asBundlers, files);
    if (!resolvedModule || !/(?<!\.d)\.ts$/.test(resolvedModule.resolvedFileName)) return null;
    const path = posix.normalize(resolvedModule.resolvedFileName).slice(1);
    return path.includes('node_modules/') ? null : path;
  };
}
