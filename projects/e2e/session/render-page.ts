import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ProbeSettings } from '../../probe/src/settings.ts';
import { builtProbe, withSettings, type ProbeBuild } from '../probe-app.ts';

const run = promisify(execFile);
const program = fileURLToPath(new URL('render-on-server.ts', import.meta.url));

/**
 * The app's page at a URL as a server renders it, in a process of its own.
 *
 * Rejects when that process does not end by itself.
 */
export async function renderPage(url: string, settings: ProbeSettings, build: ProbeBuild): Promise<string> {
  const [renderer, page] = [join(builtProbe('probe-server'), 'main.js'), join(builtProbe(build), 'index.html')];
  const { stdout } = await run(process.execPath, [program, renderer, page, url, JSON.stringify(settings)], {
    timeout: 30_000,
  });
  return withSettings(stdout, settings);
}
