import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { RunningServer } from '../../sandbox/loopback-server.ts';
import { builtFolder } from '../built-folder.ts';

/** The builds of the app that a server renders: without zone.js, and with it. */
export type SsrBuild = 'ssr' | 'ssr-zone';

/** The CLI's own server of an app that it renders. */
export interface RenderingServer extends RunningServer {
  /** What it has complained of so far. */
  readonly complaints: () => string;
}

/** Starts the server that the CLI has built for the app (`npm run build`). */
export async function serveRendered(build: SsrBuild): Promise<RenderingServer> {
  const program = join(builtFolder(build), '../server/server.mjs');
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
  return {
    url,
    complaints: () => complaints,
    close: async () => {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}
