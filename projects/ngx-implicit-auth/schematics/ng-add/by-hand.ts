import { type Import } from '../source/draft.ts';

/** What `ng add` has left alone, and its owner has to write. */
export interface ByHand {
  readonly file: string;
  /** Why it was left alone, and what the code is for; ends where the code follows. */
  readonly says: string;
  readonly code: string;
  /** What the code needs. */
  readonly imports: readonly Import[];
}

/** What to paste, where, and why, as text. */
export function shown({ file, says, code, imports }: ByHand): string {
  const modules = new Map<string, string[]>();
  for (const [name, module] of imports) modules.set(module, [...(modules.get(module) ?? []), name]);
  const lines = [...modules].map(([module, names]) => `import { ${names.join(', ')} } from '${module}';`);
  return [`${file} was left alone: ${says}`, ...[...lines, ...code.split('\n')].map((line) => `    ${line}`)].join(
    '\n',
  );
}
