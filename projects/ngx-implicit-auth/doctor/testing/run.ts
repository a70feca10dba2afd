import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArguments } from '../arguments.ts';
import { asker } from '../ask.ts';
import { examine, type Examination } from '../examine.ts';
import { subjectOf } from '../subject-of.ts';

const PROGRAM = fileURLToPath(new URL('../ngx-implicit-auth.ts', import.meta.url));

/** What the program finds, in this process. */
export async function examined(args: readonly string[], milliseconds = 4_000): Promise<Examination> {
  const parsed = parseArguments(['doctor', ...args]);
  if (parsed === 'help') throw new Error('The usage was asked for.');
  return examine(subjectOf(parsed, process.cwd()), asker(milliseconds));
}

/** Runs the program itself. */
export async function run(
  args: readonly string[],
  folder = process.cwd(),
): Promise<{ readonly status: number; readonly output: string; readonly errors: string }> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [status] = (await ended) as [number];
  return { status, output, errors };
}
