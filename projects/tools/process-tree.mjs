// Child processes that are ended together with everything they have started.
import { spawn, spawnSync } from 'node:child_process';

const isWindows = process.platform === 'win32';
const graceMilliseconds = 5000;

/** Starts a command as the head of a process group of its own, so that `endTree` reaches its children too. */
export function spawnTree(command, args, options = {}) {
  return spawn(command, args, { ...options, detached: !isWindows });
}

/** Ends a process and its children: politely first, by force after five seconds. Resolves when it is gone. */
export async function endTree(child) {
  if (child.pid === undefined) return;
  const gone = hasExited(child) ? Promise.resolve() : new Promise((resolve) => child.once('exit', resolve));
  signalTree(child, 'SIGTERM');
  const force = setTimeout(() => signalTree(child, 'SIGKILL'), graceMilliseconds);
  await gone;
  clearTimeout(force);
}

function hasExited(child) {
  return child.exitCode !== null || child.signalCode !== null;
}

function signalTree({ pid }, signal) {
  if (isWindows) {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F']);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The whole group has ended already.
  }
}
