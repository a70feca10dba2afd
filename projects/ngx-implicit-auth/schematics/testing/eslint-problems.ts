import angular from 'angular-eslint';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

/** The rules that `ng add angular-eslint` sets up, and the stylistic ones of typescript-eslint. */
const eslint = new ESLint({
  overrideConfigFile: true,
  overrideConfig: [
    ...tseslint.configs.recommended,
    ...tseslint.configs.stylistic,
    ...angular.configs.tsRecommended,
  ] as never,
});

export async function eslintProblemsIn(code: string): Promise<readonly string[]> {
  const results = await eslint.lintText(code, { filePath: 'file.ts' });
  return results.flatMap(({ messages }) => messages.map(({ message, line }) => `${line}: ${message}`));
}
