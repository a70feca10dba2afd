import type * as TypeScript from 'typescript';
import { inserted, type Edit } from './edit.ts';
import { importsOf, moduleNameOf, namedImportsOf } from './imports.ts';
import { layoutOf } from './layout.ts';

/** Imports names from a module: beside those that the file imports from there already, or by a line of its own. */
export function importEdits(
  file: TypeScript.SourceFile,
  module: string,
  names: readonly string[],
  width: number,
): Edit[] {
  const imports = importsOf(file);
  const known = imports.find(
    (one) => moduleNameOf(one) === module && !one.importClause?.isTypeOnly && namedImportsOf(one).length > 0,
  );
  return known ? [extended(file.text, known, names, width)] : [newLine(file, imports, module, names, width)];
}

function extended(
  text: string,
  declaration: TypeScript.ImportDeclaration,
  names: readonly string[],
  width: number,
): Edit {
  const { unit, lineAt } = layoutOf(text);
  const elements = namedImportsOf(declaration);
  const [head, tail] = [elements[0], elements[elements.length - 1]];
  if (!head || !tail) throw new Error('An import without names is not extended.');
  const [start, end] = [head.getStart(), tail.getEnd()];
  if (declaration.getText().includes('\n')) return inserted(end, names.map((name) => `,\n${unit}${name}`).join(''));
  const isLong = lineAt(start).length + names.join(', ').length + 2 > width;
  if (!isLong) return inserted(end, names.map((name) => `, ${name}`).join(''));
  const all = [...elements.map((element) => element.getText()), ...names];
  const [open, close] = [text.lastIndexOf('{', start) + 1, text.indexOf('}', end)];
  return { start: open, end: close, text: `\n${all.map((name) => `${unit}${name},\n`).join('')}` };
}

function newLine(
  file: TypeScript.SourceFile,
  imports: readonly TypeScript.ImportDeclaration[],
  module: string,
  names: readonly string[],
  width: number,
): Edit {
  const { unit, afterRemark } = layoutOf(file.text);
  const sorted = [...names].sort((one, other) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1));
  const semicolon = imports[0] && !imports[0].getText().endsWith(';') ? '' : ';';
  const from = `from '${module}'${semicolon}`;
  const short = `import { ${sorted.join(', ')} } ${from}`;
  const statement =
    names.length === 1 || short.length <= width
      ? short
      : `import {\n${sorted.map((name) => `${unit}${name},\n`).join('')}} ${from}`;
  // Packages stand before the app's own files.
  const isOwn = (one: TypeScript.ImportDeclaration) => moduleNameOf(one).startsWith('.');
  const neighbour = (module.startsWith('.') ? imports : imports.filter((one) => !isOwn(one))).at(-1);
  if (neighbour) return inserted(afterRemark(neighbour.getEnd()), `\n${statement}`);
  // Before what is said about the first statement, and after a remark on the whole file.
  const first = file.statements[0]?.getStart(file, true) ?? file.text.length;
  return inserted(first, `${statement}\n${imports.length > 0 ? '' : '\n'}`);
}
