import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { endTree, spawnTree } from '../../tools/process-tree.mjs';

/** An X server that draws on nothing. */
export interface Display {
  /** What `DISPLAY` is to be for its clients. */
  readonly name: string;
  end(): Promise<void>;
}

/**
 * Starts Xvfb, which chooses a display number that is free and says which. It would begin anew whenever its last client
 * has gone, and refuse the next one meanwhile (`-noreset`).
 */
export async function startDisplay(program: string): Promise<Display> {
  const process = spawnTree(program, ['-displayfd', '3', '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = (await once(process.stdio[3] as Readable, 'data')) as [Buffer];
  return { name: `:${number.toString().trim()}`, end: () => endTree(process) };
}
