import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path/posix';
import ts from 'typescript';
import { INVARIANTS } from '../model/invariants';

const SOURCE = 'projects/ngx-implicit-auth/src';
const DOCUMENT = 'docs/architecture.md';
const MOST_FILES_IN_A_ROOM = 18;

/** Of which an app that signs people in has all on its first screen. */
const FIRST_SCREEN = [
  'http/auth-interceptor',
  'routing/auth-callback',
  'routing/auth-guard',
  'setup/provide-auth',
  'sign-in/auth-service',
].map((name) => `${SOURCE}/lib/${name}.ts`);

/** The columns of the table of the loading classes, in their order. */
const CLASSES = ['first screen', 'with a feature', 'when needed', 'types only'] as const;
type LoadingClass = (typeof CLASSES)[number];

/** What a file imports of the library, by the way in which it does. */
interface Imports {
  readonly values: readonly string[];
  readonly types: readonly string[];
  readonly lazy: readonly string[];
  readonly isTypesOnly: boolean;
}

const files = globSync([`${SOURCE}/public-api.ts`, `${SOURCE}/lib/*/*.ts`]).filter(
  (file) => !file.endsWith('.spec.ts') && !file.includes('/testing/'),
);
const imports = new Map(files.map((file) => [file, importsOf(file)]));
const publicApi = `${SOURCE}/public-api.ts`;
const sources = files.filter((file) => file !== publicApi);
const of = (file: string) => imports.get(file) ?? fail(file);
const nameOf = (file: string) => file.slice(`${SOURCE}/lib/`.length, -'.ts'.length);

function fail(file: string): never {
  throw new Error(`${file} is no source file of the library.`);
}

function importsOf(file: string): Imports {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const found = { values: [] as string[], types: [] as string[], lazy: [] as string[] };
  const add = (kind: keyof typeof found, specifier: ts.Expression | undefined) => {
    if (specifier && ts.isStringLiteral(specifier) && specifier.text.startsWith('.'))
      found[kind].push(`${join(dirname(file), specifier.text)}.ts`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const named = node.importClause?.namedBindings;
      const areTypes = named && ts.isNamedImports(named) && named.elements.every(({ isTypeOnly }) => isTypeOnly);
      add(
        node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword || areTypes ? 'types' : 'values',
        node.moduleSpecifier,
      );
    } else if (ts.isExportDeclaration(node)) {
      add(node.isTypeOnly ? 'types' : 'values', node.moduleSpecifier);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add('lazy', node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const isType = (node: ts.Statement) =>
    ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
  return { ...found, isTypesOnly: source.statements.every(isType) };
}

/** The files that loading some of them loads as well. */
function loadedWith(roots: readonly string[]): ReadonlySet<string> {
  const loaded = new Set(roots);
  // Grows while it is gone through.
  for (const file of loaded) of(file).values.forEach((imported) => loaded.add(imported));
  return loaded;
}

/** The class of each file, as its imports make it. */
function loadingClasses(): ReadonlyMap<string, LoadingClass> {
  const main = loadedWith([publicApi]);
  const parts = new Set<string>();
  for (const file of sources) of(file).lazy.forEach((part) => parts.add(part));
  const later = loadedWith([...parts]);
  const firstScreen = loadedWith(FIRST_SCREEN);
  const classOf = (file: string): LoadingClass => {
    if (of(file).isTypesOnly) return 'types only';
    // What a part that is loaded later shares with the rest lands on every first screen.
    if (firstScreen.has(file) || (main.has(file) && later.has(file))) return 'first screen';
    return main.has(file) ? 'with a feature' : 'when needed';
  };
  return new Map(sources.map((file) => [nameOf(file), classOf(file)]));
}

/** The class of each file, as the table in the document tells it. */
function documentedClasses(): ReadonlyMap<string, LoadingClass> {
  const [, table = ''] = readFileSync(DOCUMENT, 'utf8').split(/^\| room +\| first screen.*\n.*\n/m);
  const rows = table.split('\n\n')[0]?.trim().split('\n') ?? [];
  return new Map(
    rows.flatMap((row) => {
      const [room = '', ...cells] = row.split('|').slice(1, -1);
      const roomName = room.replaceAll('`', '').trim();
      return cells.flatMap((cell, column) =>
        [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => [`${roomName}/${name}`, CLASSES[column]!] as const),
      );
    }),
  );
}

/** The invariants of the model, as the document lists them. */
function documentedInvariants(): readonly (readonly string[])[] {
  const listed = readFileSync(DOCUMENT, 'utf8').matchAll(/^- \*\*(I\d+): ([^*]+)\.\*\*/gm);
  return [...listed].map(([, name = '', rule = '']) => [name, rule.replace(/\s+/g, ' ')]);
}

/** A way from a file back to itself; `null` when there is none. */
function circleFrom(file: string, path: readonly string[] = [], cleared = new Set<string>()): readonly string[] | null {
  if (path.includes(file)) return [...path, file].map(nameOf);
  if (cleared.has(file)) return null;
  const { values, types, lazy } = of(file);
  for (const imported of [...values, ...types, ...lazy]) {
    const circle = circleFrom(imported, [...path, file], cleared);
    if (circle) return circle;
  }
  cleared.add(file);
  return null;
}

describe('the architecture', () => {
  it('loads each file when the table of loading classes says, so that nothing of the first screen imports what comes later', () => {
    const sorted = (classes: ReadonlyMap<string, LoadingClass>) => Object.fromEntries([...classes].sort());

    expect(sorted(loadingClasses())).toEqual(sorted(documentedClasses()));
  });

  it('has no circle of files, types and import() counted', () => {
    expect(sources.map((file) => circleFrom(file)).filter(Boolean)).toEqual([]);
  });

  it('has rooms of a size that can be overlooked', () => {
    const sizes = new Map<string, number>();
    for (const file of sources) sizes.set(dirname(nameOf(file)), (sizes.get(dirname(nameOf(file))) ?? 0) + 1);

    expect([...sizes].filter(([, size]) => size > MOST_FILES_IN_A_ROOM)).toEqual([]);
  });

  it('loads each part at one place, and every part is named for what it is', () => {
    const parts = sources.flatMap((file) => of(file).lazy);

    expect(parts).toEqual([...new Set(parts)]);
    expect(
      parts.map((part) => basename(part, '.ts')).every((name) => /-(part|texts)$|^verify-id-token$/.test(name)),
    ).toBe(true);
  });

  it('tells of every invariant of the model, in the same words', () => {
    expect(documentedInvariants()).toEqual(Object.entries(INVARIANTS));
  });
});
