import { SchematicsException } from '@angular-devkit/schematics';

/** Ends `ng add` before anything is written. The message says what to write instead. */
export function refuse(message: string): never {
  throw new SchematicsException(message);
}

const MOST_CHARACTERS = 200;

/** What a flag says, as a message may show it: on one line, short, and without a password. */
export function quoted(text: string): string {
  const line = text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').replace(/^((?:https?:)?[\\/]*)[^\\/]*@/i, '$1…@');
  return `"${line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}…` : line}"`;
}
