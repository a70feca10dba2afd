import type * as TypeScript from 'typescript';
import { type Setup } from '../app/find-setup.ts';
import { type Import } from '../source/draft.ts';
import { callsInApp, importsFile, isCallOf, onlyCall, type Found } from '../source/find.ts';
import { importsName } from '../source/imports.ts';
import { type Sources } from '../source/sources.ts';
import { ts } from '../source/typescript.ts';
import { type ByHand } from './by-hand.ts';
import { PACKAGE } from './package-name.ts';

const HTTP = '@angular/common/http';
const WITH_INTERCEPTORS = 'withInterceptors([authInterceptor])';
const PROVIDER = `provideHttpClient(${WITH_INTERCEPTORS})`;

const INTERCEPTOR: Import = ['authInterceptor', PACKAGE];
const WITH: Import = ['withInterceptors', HTTP];
const PROVIDE: Import = ['provideHttpClient', HTTP];

/** Adds `authInterceptor` to the `provideHttpClient(…)` of a standalone app, or such a call where there is none. */
export function addInterceptor(sources: Sources, { path, list }: Setup): ByHand | null {
  const calls = callsInApp(sources, 'provideHttpClient', HTTP);
  if (calls.length === 0) return addProvider(sources, path, list);
  const call = onlyCall(calls, list);
  const begins = list?.draft ?? sources.open(path);
  if (!call || (begins && call.draft !== begins && !importsFile(sources, begins, call.draft))) {
    const isTwice = !call && calls.every(({ draft }) => draft === list?.draft);
    const why = isTwice ? 'twice' : 'where a part of the app may begin';
    const says = `provideHttpClient is called ${why}. Have the one for the whole app be:`;
    return { file: path, says, code: `${PROVIDER},`, imports: [PROVIDE, WITH, INTERCEPTOR] };
  }
  if (extend(call)) return null;
  const says =
    'a name that is needed means something else there. Import it by another name, and add to provideHttpClient:';
  return { file: call.draft.path, says, code: WITH_INTERCEPTORS, imports: [WITH, INTERCEPTOR] };
}

function addProvider(sources: Sources, path: string, list: Setup['list']): ByHand | null {
  const imports = [PROVIDE, WITH, INTERCEPTOR];
  const byHand = (file: string, says: string): ByHand => ({ file, says, code: `${PROVIDER},`, imports });
  const other = [...sources.holding('HttpClientModule', 'provideHttpClient')].find(({ file }) =>
    ['HttpClientModule', 'provideHttpClient'].some((name) => importsName(file, name, HTTP)),
  );
  if (other)
    return byHand(other.path, 'it provides HttpClient in another way. Have the providers hold this in its place:');
  if (!list) return byHand(path, 'its providers are not written out as a list. Add to them:');
  const { draft, node } = list;
  if (!draft.canImport(imports)) {
    const says =
      'a name that is needed means something else there. Import it by another name, and add to the providers:';
    return byHand(draft.path, says);
  }
  draft.import(imports);
  draft.add(node, PROVIDER);
  return null;
}

/** Adds the interceptor to a call, after those that it has. Answers whether it could. */
function extend({ draft, node }: Found<TypeScript.CallExpression>): boolean {
  const [list] = node.arguments.flatMap((argument) => {
    const [first] = isCallOf('withInterceptors', argument) ? argument.arguments : [];
    return first && ts.isArrayLiteralExpression(first) ? [first] : [];
  });
  const imports = list ? [INTERCEPTOR] : [WITH, INTERCEPTOR];
  if (!draft.canImport(imports)) return false;
  draft.import(imports);
  if (list) draft.add(list, 'authInterceptor');
  else draft.add(node, WITH_INTERCEPTORS);
  return true;
}
