import { type Tree } from '@angular-devkit/schematics';

/** The longest line of a new app, by its Prettier. */
const OF_NEW_APPS = 100;

/** The longest line that Prettier allows where nobody has told it otherwise. */
const BY_DEFAULT = 80;

const CONFIGURATIONS = ['', '.json', '.yaml', '.yml', '.js', '.cjs', '.mjs'].flatMap((end) => [
  `.prettierrc${end}`,
  ...(end.endsWith('js') ? [`prettier.config${end}`] : []),
]);

/** The longest line that an app's Prettier allows. */
export function printWidthOf(tree: Tree): number {
  const textOf = (path: string) => tree.read(path)?.toString('utf8');
  const manifest = textOf('package.json') ?? '';
  const [found = /"prettier"\s*:\s*\{/.test(manifest) ? manifest : undefined] = CONFIGURATIONS.flatMap(
    (path) => textOf(path) ?? [],
  );
  if (found === undefined) return OF_NEW_APPS;
  return Number(/\bprintWidth["']?\s*:\s*(\d+)/.exec(found)?.[1] ?? BY_DEFAULT);
}
