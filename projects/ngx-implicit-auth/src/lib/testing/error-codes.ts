import { readFileSync } from 'node:fs';
import type { AuthErrorCode } from '../protocol/auth-error';

const source = readFileSync('projects/ngx-implicit-auth/src/lib/protocol/auth-error.ts', 'utf8');

/** The members of the union, as its source has them. */
export const ERROR_CODES = [...source.matchAll(/^ {2}\| '(\w+)'/gm)].map(([, code]) => code as AuthErrorCode);
