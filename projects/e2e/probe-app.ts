import { existsSync } from 'node:fs';
import type { RunningServer } from '../sandbox/loopback-server.ts';
import type { ProbeSettings } from '../probe/src/settings.ts';
import { serveApp } from './serve-app.ts';

/** The probe without zone.js, and with it. */
export type ProbeBuild = 'probe' | 'probe-zone';

/** Serves the probe, an app whose configuration is asked for each time that its page is. It has to be built: `npm run build`. */
export async function serveProbe(settings: (app: string) => ProbeSettings): Promise<RunningServer> {
  const server: RunningServer = await serveApp({
    folder: builtProbe('probe'),
    base: '/',
    page: (html) => withSettings(html, settings(server.url)),
  });
  return server;
}

/** Where the probe was built to. */
export function builtProbe(build: ProbeBuild | 'probe-server'): string {
  const folder = `dist/${build}/browser`;
  if (!existsSync(folder)) throw new Error(`${folder} is missing. Run: npm run build`);
  return folder;
}

/** The probe's page with its configuration. */
export function withSettings(html: string, settings: ProbeSettings): string {
  // The settings of tests hold no `<`.
  return html.replace(/(id="probe-settings">)[^<]*/, `$1${JSON.stringify(settings)}`);
}
