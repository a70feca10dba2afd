import type * as TypeScript from 'typescript';
import { callsInApp, isCallOf, onlyCall, writtenOut, type Found } from '../source/find.ts';
import { type Sources } from '../source/sources.ts';
import { ts } from '../source/typescript.ts';
import { type Setup } from './find-setup.ts';

/** The routes of an app. */
export interface Routes {
  /** The file to look into. */
  readonly path: string;
  /** `null` where they are not written out as one list, so that nothing can be added to it. */
  readonly list: Found<TypeScript.ArrayLiteralExpression> | null;
  /** Whether the address has them after a `#`. */
  readonly inHash: boolean;
}

/** Finds the routes that the app begins with; `null` where it has no router. */
export function findRoutes(sources: Sources, setup: Setup): Routes | null {
  const calls = ['provideRouter', 'RouterModule.forRoot'].flatMap((callee) =>
    callsInApp(sources, callee, '@angular/router'),
  );
  const [first] = calls;
  if (!first) return null;
  const inHash = [...sources.holding(...IN_HASH)].some(({ file }) => saysInHash(file));
  const call = onlyCall(calls, setup.list);
  const list = call && writtenOut(sources, call.draft, call.node.arguments[0], ts.isArrayLiteralExpression);
  return { path: (list ?? call ?? first).draft.path, list, inHash };
}

const IN_HASH = ['withHashLocation', 'useHash', 'HashLocationStrategy'];

/** Whether something in the source has the addresses of routes behind a `#`. */
function saysInHash(node: TypeScript.Node): boolean {
  const isSo =
    (ts.isCallExpression(node) && isCallOf('withHashLocation', node)) ||
    (ts.isPropertyAssignment(node) && /^(useHash: *true|useClass: *HashLocationStrategy)$/.test(node.getText()));
  return isSo || (ts.forEachChild(node, (child) => saysInHash(child) || undefined) ?? false);
}
