import type * as TypeScript from 'typescript';
import { ts } from './typescript.ts';

export function importsOf(file: TypeScript.SourceFile): readonly TypeScript.ImportDeclaration[] {
  return file.statements.filter((statement) => ts.isImportDeclaration(statement));
}

export function moduleNameOf({ moduleSpecifier }: TypeScript.ImportDeclaration): string {
  return ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : '';
}

/** What stands between the braces of an import. */
export function namedImportsOf({ importClause }: TypeScript.ImportDeclaration): readonly TypeScript.ImportSpecifier[] {
  const bindings = importClause?.namedBindings;
  return bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
}

/** Where a name of a file comes from. */
export interface Origin {
  readonly module: string;
  /** What it is called there; `*`: it is all that the module exports. */
  readonly name: string;
  /** Whether it is there for types alone, and cannot be called. */
  readonly isType: boolean;
}

/** Where a name comes from that a file imports. */
export function originOf(file: TypeScript.SourceFile, name: string): Origin | null {
  for (const declaration of importsOf(file)) {
    const module = moduleNameOf(declaration);
    const { importClause } = declaration;
    const isType = importClause?.isTypeOnly === true;
    if (importClause?.name?.text === name) return { module, name: 'default', isType };
    const bindings = importClause?.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings) && bindings.name.text === name) return { module, name: '*', isType };
    const element = namedImportsOf(declaration).find((one) => one.name.text === name);
    if (element)
      return { module, name: (element.propertyName ?? element.name).text, isType: isType || element.isTypeOnly };
  }
  return null;
}

/** Whether a file imports this name from this module, whatever it calls it, and not for its type alone. */
export function importsName(file: TypeScript.SourceFile, name: string, module: string): boolean {
  return importsOf(file).some(
    (declaration) =>
      moduleNameOf(declaration) === module &&
      !declaration.importClause?.isTypeOnly &&
      namedImportsOf(declaration).some((one) => !one.isTypeOnly && (one.propertyName ?? one.name).text === name),
  );
}

/** Whether an import of this name, from this module, takes nobody's place. */
export function isFree(file: TypeScript.SourceFile, name: string, module: string): boolean {
  const origin = originOf(file, name);
  if (origin) return origin.module === module && origin.name === name && !origin.isType;
  return !declares(file, name);
}

function declares(node: TypeScript.Node, name: string): boolean {
  const isDeclaration =
    ts.isVariableDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node) ||
    ts.isImportEqualsDeclaration(node);
  if (isDeclaration && node.name && ts.isIdentifier(node.name) && node.name.text === name) return true;
  return ts.forEachChild(node, (child) => declares(child, name) || undefined) ?? false;
}
