import { importsName } from '../source/imports.ts';
import { type Import } from '../source/draft.ts';
import { type Sources } from '../source/sources.ts';

/** The name of this package. */
export const PACKAGE = 'ngx-implicit-auth';

/** Whether the app uses one of these names of this package. */
export function isUsed(sources: Sources, ...names: readonly string[]): boolean {
  return [...sources.holding(PACKAGE)].some(({ file }) => names.some((name) => importsName(file, name, PACKAGE)));
}

/** Imports of what a piece of code calls from this package. */
export function importsFor(code: string): readonly Import[] {
  return [
    ...code.matchAll(/\b(AuthModule|AuthCallback|authInterceptor|provideAuth|with(?:SilentRenewal|UserInfo))\b/g),
  ].map(([, name = '']) => [name, PACKAGE] as const);
}
