import type * as TypeScript from 'typescript';
import { type Routes } from '../app/find-routes.ts';
import { type Import } from '../source/draft.ts';
import { propertyOf } from '../source/find.ts';
import { ts } from '../source/typescript.ts';
import { type ByHand } from './by-hand.ts';
import { PACKAGE } from './package-name.ts';

/** Where people come back to, by the library's default. */
export const CALLBACK_PATH = 'auth/callback';

const ROUTE = `{ path: '${CALLBACK_PATH}', component: AuthCallback }`;
const IMPORTS: readonly Import[] = [['AuthCallback', PACKAGE]];

/** Adds the page that people come back to, before all other routes: one for `**`, in whatever depth, would take it. */
export function addCallbackRoute({ path, list }: Routes): ByHand | null {
  const byHand = (says: string): ByHand => ({ file: path, says, code: `${ROUTE},`, imports: IMPORTS });
  if (!list) return byHand('its routes are not written out as one list. Add to them, before any for **:');
  const { draft, node } = list;
  const present = routeFor(CALLBACK_PATH, node);
  if (present && /\bAuthCallback\b/.test(present.getText())) return null;
  if (present) return byHand(`it has another route for ${CALLBACK_PATH}. Put this in its place:`);
  if (!draft.canImport(IMPORTS)) {
    return byHand('AuthCallback means something else there. Import it by another name, and add to the routes:');
  }
  draft.import(IMPORTS);
  draft.add(node, ROUTE, 'first');
  return null;
}

/** The route for a path among these and their children, as far as they are written out. */
function routeFor(path: string, routes: TypeScript.ArrayLiteralExpression): TypeScript.Expression | null {
  for (const route of routes.elements) {
    if (!ts.isObjectLiteralExpression(route)) continue;
    const own = propertyOf(route, 'path')?.getText().slice(1, -1);
    if (own === path) return route;
    const children = propertyOf(route, 'children');
    const rest =
      own === '' ? path : own !== undefined && path.startsWith(`${own}/`) ? path.slice(own.length + 1) : null;
    const found = rest !== null && children && ts.isArrayLiteralExpression(children) ? routeFor(rest, children) : null;
    if (found) return found;
  }
  return null;
}
