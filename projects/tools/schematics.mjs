// Compiles the library's schematics, with what the CLI reads beside them: into its built package for pack.mjs, and for
// their specs, as a program, into dist/schematics.
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const sources = 'projects/ngx-implicit-auth/schematics';

/** Answers the exit status of the compiler. */
export function compileSchematics(folder) {
  rmSync(folder, { recursive: true, force: true });
  // The CLI loads them by require(), and the package around them holds ES modules.
  cpSync(sources, folder, {
    recursive: true,
    filter: (path) => !extname(path) || (path.endsWith('.json') && !/tsconfig[.\w]*\.json$/.test(path)),
  });
  rmSync(join(folder, 'testing'), { recursive: true, force: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  const args = ['node_modules/typescript/bin/tsc', '-p', join(sources, 'tsconfig.build.json'), '--outDir', folder];
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = compileSchematics('dist/schematics');
