import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Linux gives ports from here on to whoever asks for any port, such as the tests' servers. */
const FIRST_FOR_ANYBODY = 32_768;

/** A free port for a program that listens on it only later: nobody is given it in the meantime. */
export async function ownPort(): Promise<number> {
  const port = randomInt(10_000, FIRST_FOR_ANYBODY);
  return (await isFree(port)) ? port : ownPort();
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
