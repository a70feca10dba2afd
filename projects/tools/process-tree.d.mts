import type { ChildProcess, SpawnOptions } from 'node:child_process';

/** Starts a command as the head of a process group of its own, so that `endTree` reaches its children too. */
export function spawnTree(command: string, args: readonly string[], options?: SpawnOptions): ChildProcess;

/** Ends a process and its children: politely first, by force after five seconds. Resolves when it is gone. */
export function endTree(child: ChildProcess): Promise<void>;
