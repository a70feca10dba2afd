// Packs the built library as for a release, into dist/package/ngx-implicit-auth.tgz.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand } from './npm-command.mjs';

const library = 'dist/ngx-implicit-auth';
const folder = 'dist/package';

// The workspace has one of each, and ng-packagr copies nothing from outside the library's folder.
for (const file of ['LICENSE', 'README.md', 'CHANGELOG.md']) {
  if (existsSync(file)) copyFileSync(file, join(library, file));
}
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const [command, args] = npmCommand('pack', `./${library}`, '--pack-destination', folder, '--silent');
const { status } = spawnSync(command, args, { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

// Without the version in its name, whoever uses the tarball can find it.
const [tarball] = readdirSync(folder);
renameSync(join(folder, tarball), join(folder, 'ngx-implicit-auth.tgz'));
