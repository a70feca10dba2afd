import type * as TypeScript from 'typescript';
import { type Draft } from './draft.ts';
import { importsOf, moduleNameOf, namedImportsOf, originOf } from './imports.ts';
import { type Sources } from './sources.ts';
import { ts } from './typescript.ts';

/** Something in the source, and the file it is in. */
export interface Found<T extends TypeScript.Node> {
  readonly draft: Draft;
  readonly node: T;
}

/** The calls of a function, or of a method by its name or as `RouterModule.forRoot`, below a node. */
export function callsOf(callee: string, node: TypeScript.Node): readonly TypeScript.CallExpression[] {
  const calls: TypeScript.CallExpression[] = [];
  const look = (one: TypeScript.Node): void => {
    if (ts.isCallExpression(one) && isCallOf(callee, one)) calls.push(one);
    ts.forEachChild(one, look);
  };
  look(node);
  return calls;
}

/** Whether an expression is such a call. */
export function isCallOf(callee: string, node: TypeScript.Expression): node is TypeScript.CallExpression {
  if (!ts.isCallExpression(node)) return false;
  const { expression } = node;
  return (
    expression.getText() === callee || (ts.isPropertyAccessExpression(expression) && expression.name.text === callee)
  );
}

/** The calls of what a module exports, in the whole app. */
export function callsInApp(
  sources: Sources,
  callee: string,
  module: string,
): readonly Found<TypeScript.CallExpression>[] {
  return [...sources.holding(callee)].flatMap((draft) =>
    callsOf(callee, draft.file)
      .filter((node) => originOf(draft.file, /^\w*/.exec(node.expression.getText())?.[0] ?? '')?.module === module)
      .map((node) => ({ draft, node })),
  );
}

/** Of several calls, the one that stands in a list; else the only one that there is. */
export function onlyCall(
  calls: readonly Found<TypeScript.CallExpression>[],
  list: Found<TypeScript.ArrayLiteralExpression> | null,
): Found<TypeScript.CallExpression> | null {
  const inList = calls.filter(
    ({ draft, node }) => draft === list?.draft && node.pos >= list.node.pos && node.end <= list.node.end,
  );
  const [only, another] = inList.length > 0 ? inList : calls;
  return only && !another ? only : null;
}

/** Whether a file imports another one, or something that is declared there. */
export function importsFile(sources: Sources, from: Draft, file: Draft): boolean {
  return importsOf(from.file).some(
    (declaration) =>
      sources.imported(from, moduleNameOf(declaration)) === file ||
      namedImportsOf(declaration).some(({ name }) => declared(sources, from, name.text)?.draft === file),
  );
}

/** The value of a property of an object that is written out. */
export function propertyOf(object: TypeScript.ObjectLiteralExpression, name: string): TypeScript.Expression | null {
  const property = object.properties.find((one) => one.name?.getText() === name);
  if (property && ts.isPropertyAssignment(property)) return property.initializer;
  return property && ts.isShorthandPropertyAssignment(property) ? property.name : null;
}

/**
 * What an expression stands for, where that is written out: here, or as a constant of this file or of one that it
 * imports from.
 */
export function writtenOut<T extends TypeScript.Expression>(
  sources: Sources,
  draft: Draft,
  expression: TypeScript.Expression | undefined,
  is: (node: TypeScript.Node) => node is T,
): Found<T> | null {
  if (!expression) return null;
  if (is(expression)) return { draft, node: expression };
  if (
    ts.isAsExpression(expression) ||
    ts.isSatisfiesExpression(expression) ||
    ts.isParenthesizedExpression(expression)
  ) {
    return writtenOut(sources, draft, expression.expression, is);
  }
  const found = ts.isIdentifier(expression) ? declared(sources, draft, expression.text) : null;
  if (!found || ts.isClassDeclaration(found.node)) return null;
  return writtenOut(sources, found.draft, found.node, is);
}

/** A class that a name of a file stands for. */
export function classNamed(sources: Sources, draft: Draft, name: string): Found<TypeScript.ClassDeclaration> | null {
  const found = declared(sources, draft, name);
  return found && ts.isClassDeclaration(found.node) ? { draft: found.draft, node: found.node } : null;
}

/**
 * What a name of a file stands for, or what a file exports as `default`: the class, or the value of the constant. It
 * may be declared in another file, however many there are on the way.
 */
function declared(
  sources: Sources,
  draft: Draft,
  name: string,
  passed: readonly string[] = [],
): Found<TypeScript.Expression | TypeScript.ClassDeclaration> | null {
  const place = `${draft.path} ${name}`;
  if (passed.includes(place)) return null;
  const node = declarationOf(draft.file, name);
  if (node) return { draft, node };
  for (const { module, name: there } of originsOf(draft.file, name)) {
    const file = module === null ? draft : sources.imported(draft, module);
    const found = file && declared(sources, file, there, [...passed, place]);
    if (found) return found;
  }
  return null;
}

function declarationOf(
  file: TypeScript.SourceFile,
  name: string,
): TypeScript.Expression | TypeScript.ClassDeclaration | undefined {
  for (const statement of file.statements) {
    if (ts.isClassDeclaration(statement) && nameOf(statement) === name) return statement;
    if (name === 'default' && ts.isExportAssignment(statement)) return statement.expression;
    if (!ts.isVariableStatement(statement)) continue;
    const variable = statement.declarationList.declarations.find((one) => one.name.getText() === name);
    if (variable?.initializer) return variable.initializer;
  }
  return undefined;
}

/** By what a class is found: its name, or that it is what the file exports by default. */
function nameOf(node: TypeScript.ClassDeclaration): string | undefined {
  return ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Default ? 'default' : node.name?.text;
}

/** Where a file has a name from that it imports or exports on; `null`: by another name from itself. */
function originsOf(
  file: TypeScript.SourceFile,
  name: string,
): readonly { readonly module: string | null; readonly name: string }[] {
  const origin = originOf(file, name);
  const exported = file.statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement)) return [];
    const { exportClause, moduleSpecifier } = statement;
    const module = moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : null;
    if (!exportClause) return [{ module, name }];
    if (!ts.isNamedExports(exportClause)) return [];
    const element = exportClause.elements.find((one) => one.name.text === name);
    return element ? [{ module, name: (element.propertyName ?? element.name).text }] : [];
  });
  return origin ? [origin, ...exported] : exported;
}
