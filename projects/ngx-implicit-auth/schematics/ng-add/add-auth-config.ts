import { posix } from 'node:path';
import { type App } from '../app/find-app.ts';
import { type Sources } from '../source/sources.ts';
import { type Answers } from './answers.ts';
import { authConfigSource } from './auth-config-source.ts';
import { refuse } from './refuse.ts';

/** The file with the configuration, and its text where it has to be written. */
export interface AuthConfigFile {
  readonly path: string;
  readonly text: string | null;
}

/**
 * Says what `auth.config.ts` is to be. One that is there stays as it is.
 *
 * @throws SchematicsException when the one that is there is something else
 */
export function authConfigFile(
  sources: Sources,
  { sourceRoot }: App,
  answers: Answers,
  redirectsToRoot: boolean,
  width: number,
): AuthConfigFile {
  const app = posix.join(sourceRoot, 'app');
  const folder = sources.tree.getDir(app).subfiles.length > 0 ? app : sourceRoot;
  const path = posix.join(folder, 'auth.config.ts');
  const present = sources.open(path);
  if (!present) return { path, text: authConfigSource(answers, redirectsToRoot, width) };
  if (!/['"]ngx-implicit-auth['"]/.test(present.text) || !/\bexport const authConfig\b/.test(present.text)) {
    refuse(
      `${path} is there already, and exports no authConfig for ngx-implicit-auth. Give it another name, then run ng add ` +
        'again. Nothing was changed.',
    );
  }
  return { path, text: null };
}

/** The module that a file imports another file as. */
export function moduleFrom(importer: string, file: string): string {
  const path = posix.relative(posix.dirname(importer), file).replace(/\.ts$/, '');
  return path.startsWith('.') ? path : `./${path}`;
}
