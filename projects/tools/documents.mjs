// What users read, and the TypeScript examples in it.
import { globSync, readFileSync } from 'node:fs';

export const documents = ['README.md', ...globSync('docs/{*,servers/*}.md').sort()];

/**
 * The TypeScript examples of a document: each with the line that it begins at, the path that its first line may name
 * (`// src/main.ts`), and the apps that it is a file of, if a comment before it says so (`<!-- app: quick-start -->`).
 */
export function examplesOf(document) {
  const text = readFileSync(document, 'utf8');
  return [...text.matchAll(/^(?:<!-- app: ([\w -]+) -->\n\n)?( *)```ts\n(.*?)^\2```$/gms)].map(
    ({ 0: whole, 1: apps = '', 2: indent, 3: block, index }) => {
      const code = block.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
      const [, path] = /^\/\/ (\S+\.ts)\n/.exec(code) ?? [];
      const linesBefore = text.slice(0, index + whole.indexOf('```ts')).split('\n').length;
      return { document, line: linesBefore + 1, path, apps: apps.split(' ').filter(Boolean), code };
    },
  );
}
