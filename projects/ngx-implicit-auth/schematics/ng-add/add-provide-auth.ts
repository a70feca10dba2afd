import { type Setup } from '../app/find-setup.ts';
import { type Import } from '../source/draft.ts';
import { type AuthConfigFile, moduleFrom } from './add-auth-config.ts';
import { type Answers } from './answers.ts';
import { type ByHand } from './by-hand.ts';
import { importsFor } from './package-name.ts';

/** Adds `provideAuth`, or `AuthModule.forRoot`, to what the app is made of. */
export function addProvideAuth(
  { kind, path, list }: Setup,
  config: AuthConfigFile,
  { server, flow }: Answers,
): ByHand | null {
  const callee = kind === 'standalone' ? 'provideAuth' : 'AuthModule.forRoot';
  const code = `${callee}(${['authConfig', ...server.features(flow)].join(', ')})`;
  const file = list?.draft.path ?? path;
  const imports: readonly Import[] = [...importsFor(code), ['authConfig', moduleFrom(file, config.path)]];
  const where = kind === 'standalone' ? 'providers' : 'imports of the NgModule';
  const byHand = (says: string): ByHand => ({ file, says, code: `${code},`, imports });
  if (!list) return byHand(`its ${where} are not written out as a list. Add to them:`);
  if (!list.draft.canImport(imports)) {
    return byHand(
      `a name that is needed means something else there. Import it by another name, and add to the ${where}:`,
    );
  }
  list.draft.import(imports);
  list.draft.add(list.node, code);
  return null;
}
