import { existsSync } from 'node:fs';
import type { RunningServer } from '../sandbox/loopback-server.ts';
import type { ProbeSettings } from '../probe/src/settings.ts';
import { serveApp } from './static-server.ts';

/** Serves the probe, an app whose configuration is asked for each time that its page is. It has to be built: `npm run build`. */
export async function serveProbe(settings: (app: string) => ProbeSettings): Promise<RunningServer> {
  const folder = 'dist/probe/browser';
  if (!existsSync(folder)) throw new Error(`${folder} is missing. Run: npm run build`);
  const server: RunningServer = await serveApp({
    folder,
    base: '/',
    // The settings of tests hold no `<`.
    page: (html) => html.replace(/(id="probe-settings">)[^<]*/, `$1${JSON.stringify(settings(server.url))}`),
  });
  return server;
}
