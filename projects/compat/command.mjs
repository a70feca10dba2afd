import { once } from 'node:events';
import { endTree, spawnTree } from '../tools/process-tree.mjs';

const endsWithinMilliseconds = 10 * 60_000;

/**
 * Runs a program to its end and answers what it printed. Rejects with that output when the program fails. After ten
 * minutes, or once the signal is aborted, ends the program with all it has started, and rejects.
 */
export async function run([command, args], { cwd, env, signal }) {
  signal.throwIfAborted();
  const child = spawnTree(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  }
  const limit = AbortSignal.any([signal, AbortSignal.timeout(endsWithinMilliseconds)]);
  const end = () => void endTree(child);
  limit.addEventListener('abort', end);
  const [code] = await once(child, 'close').finally(() => limit.removeEventListener('abort', end));
  limit.throwIfAborted();
  if (code !== 0) throw new Error(`${args.join(' ')} ended with exit code ${code}\n${output}`);
  return output;
}
