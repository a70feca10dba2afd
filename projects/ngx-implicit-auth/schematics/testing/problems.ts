import { type UnitTestTree } from '@angular-devkit/schematics/testing/index.js';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve('.');

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
  types: ['node'],
  paths: {
    'ngx-implicit-auth': [resolve('dist/ngx-implicit-auth/types/ngx-implicit-auth.d.ts')],
    '@app/*': [resolve('projects/shop/src/app/*')],
  },
  strict: true,
  isolatedModules: true,
  experimentalDecorators: true,
  skipLibCheck: true,
  noEmit: true,
};

/** Files of packages, which are the same for every app. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** What the compiler has against the sources of a tree, as if they lay in this workspace. */
export function problemsIn(tree: UnitTestTree): readonly string[] {
  const sources = new Map(
    tree.files.filter((file) => file.endsWith('.ts')).map((file) => [join(ROOT, file), tree.readContent(file)]),
  );
  const disk = ts.createCompilerHost(OPTIONS);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (file) => sources.has(file) || disk.fileExists(file),
    readFile: (file) => sources.get(file) ?? disk.readFile(file),
    directoryExists: (folder) =>
      [...sources.keys()].some((file) => file.startsWith(`${folder}/`)) || disk.directoryExists?.(folder) === true,
    getSourceFile: (file, ...rest) => {
      const own = sources.get(file);
      if (own !== undefined) return ts.createSourceFile(file, own, ts.ScriptTarget.ES2022, true);
      if (!parsed.has(file)) parsed.set(file, disk.getSourceFile(file, ...rest));
      return parsed.get(file);
    },
  };
  const program = ts.createProgram([...sources.keys()], OPTIONS, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
}
