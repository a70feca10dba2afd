import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as TypeScript from 'typescript';

/**
 * The workspace's own TypeScript. The Angular CLI hands schematics none from version 22 on, and the kinds of nodes have
 * other numbers in each version: no node may go from here to the utilities of another package.
 */
export const ts = createRequire(join(process.cwd(), 'package.json'))('typescript') as typeof TypeScript;
