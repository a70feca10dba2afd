import type * as TypeScript from 'typescript';
import { type Draft } from '../source/draft.ts';
import { edited, inserted } from '../source/edit.ts';
import { callsOf, classNamed, isCallOf, propertyOf, writtenOut, type Found } from '../source/find.ts';
import { layoutOf } from '../source/layout.ts';
import { type Sources } from '../source/sources.ts';
import { ts } from '../source/typescript.ts';
import { type App } from './find-app.ts';

/** Where an app says what it is made of: the providers of a standalone one, or the imports of its first NgModule. */
export interface Setup {
  readonly kind: 'standalone' | 'ng-module';
  /** The file to look into. */
  readonly path: string;
  /** `null` where the list is not written out, so that nothing can be added to it. */
  readonly list: Found<TypeScript.ArrayLiteralExpression> | null;
}

/** Follows the app from the file that starts it. */
export function findSetup(sources: Sources, { main }: App): Setup {
  const start = startOf(sources, main);
  if (!start) return { kind: 'standalone', path: main, list: null };
  const { draft, node } = start;
  const [first] = node.arguments;
  if (start.callee === 'bootstrapModule') {
    const found = first && ts.isIdentifier(first) ? classNamed(sources, draft, first.text) : null;
    const list = found && propertyIn(sources, metadataOf(found), 'imports');
    return { kind: 'ng-module', path: found?.draft.path ?? draft.path, list };
  }
  const found = first && node.arguments.length === 1 ? withConfiguration(sources, start, first) : start;
  const config = configIn(sources, found.draft, found.node.arguments[1]);
  const list = config ? propertyIn(sources, config, 'providers') : null;
  return { kind: 'standalone', path: config?.draft.path ?? draft.path, list };
}

const STARTERS = ['bootstrapApplication', 'bootstrapModule'] as const;

interface Start extends Found<TypeScript.CallExpression> {
  readonly callee: (typeof STARTERS)[number];
}

/** The call that starts the app: in the file that it starts with, else in another one. Several have to be alike. */
function startOf(sources: Sources, main: string): Start | null {
  const draft = sources.open(main);
  const startsIn = (one: Draft) =>
    STARTERS.flatMap((callee) => callsOf(callee, one.file).map((node) => ({ draft: one, node, callee })));
  const own = draft ? startsIn(draft) : [];
  const [first, ...others] = own.length > 0 ? own : [...sources.holding(...STARTERS)].flatMap(startsIn);
  return first && others.every(({ node }) => isAlike(node, first.node)) ? first : null;
}

/** Whether two calls start the same app. */
function isAlike(one: TypeScript.CallExpression, other: TypeScript.CallExpression): boolean {
  const [first, second] = [one, other].map((call) => call.arguments.map((argument) => argument.getText()).join());
  return first === second;
}

/** Gives a call that starts an app without a configuration one, with no providers yet. */
function withConfiguration(
  sources: Sources,
  { draft, node }: Found<TypeScript.CallExpression>,
  component: TypeScript.Expression,
): Found<TypeScript.CallExpression> {
  const { unit, fitted, indentationAt } = layoutOf(draft.text);
  const outer = indentationAt(node.getStart());
  const configuration = `, {\n${outer}${unit}providers: [],\n${outer}}`;
  const text = edited(draft.text, [inserted(component.getEnd(), fitted(configuration))]);
  const changed = sources.rewrite(draft, text);
  const same = callsOf('bootstrapApplication', changed.file).find((call) => call.getStart() === node.getStart());
  return same ? { draft: changed, node: same } : { draft, node };
}

/** The configuration that an expression stands for; of several that are merged, the first that is written out. */
function configIn(
  sources: Sources,
  draft: Draft,
  expression: TypeScript.Expression | undefined,
): Found<TypeScript.ObjectLiteralExpression> | null {
  const config = writtenOut(sources, draft, expression, ts.isObjectLiteralExpression);
  const merged = config ? null : writtenOut(sources, draft, expression, ts.isCallExpression);
  if (!merged || !isCallOf('mergeApplicationConfig', merged.node)) return config;
  for (const argument of merged.node.arguments) {
    const found = configIn(sources, merged.draft, argument);
    if (found && propertyOf(found.node, 'providers')) return found;
  }
  return null;
}

function metadataOf({
  draft,
  node,
}: Found<TypeScript.ClassDeclaration>): Found<TypeScript.ObjectLiteralExpression> | null {
  const [decorator] = (ts.getDecorators(node) ?? []).flatMap((one) => callsOf('NgModule', one));
  const metadata = decorator?.arguments[0];
  return metadata && ts.isObjectLiteralExpression(metadata) ? { draft, node: metadata } : null;
}

function propertyIn(
  sources: Sources,
  object: Found<TypeScript.ObjectLiteralExpression> | null,
  name: string,
): Found<TypeScript.ArrayLiteralExpression> | null {
  const value = object && propertyOf(object.node, name);
  return value ? writtenOut(sources, object.draft, value, ts.isArrayLiteralExpression) : null;
}
