import type { ProbeSettings } from '../probe/src/settings.ts';
import type { RunningServer } from '../sandbox/loopback-server.ts';
import { builtFolder } from './built-folder.ts';
import { serveApp } from './serve-app.ts';

/** The builds of the probe for a browser: without zone.js, and with it. */
export type ProbeBuild = 'probe' | 'probe-zone';

/** Serves the built probe (`npm run build`), and asks for its settings each time that its page is loaded. */
export function serveProbe(settings: () => ProbeSettings): Promise<RunningServer> {
  return serveApp({ folder: builtProbe('probe'), base: '/', page: (html) => withSettings(html, settings()) });
}

/** Where the probe was built to. */
export function builtProbe(build: ProbeBuild): string {
  return builtFolder(build);
}

/** The probe's page with its settings. */
export function withSettings(html: string, settings: ProbeSettings): string {
  // The settings of tests hold no `<`.
  return html.replace(/(id="probe-settings">)[^<]*/, `$1${JSON.stringify(settings)}`);
}
