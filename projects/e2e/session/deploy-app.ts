import { execFile } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ProbeSettings } from '../../probe/src/settings.ts';
import type { RunningServer } from '../../sandbox/loopback-server.ts';
import { builtProbe, withSettings, type ProbeBuild } from '../probe-app.ts';
import { serveApp } from '../serve-app.ts';

const run = promisify(execFile);
const serviceWorkerPackage = fileURLToPath(new URL('.', import.meta.resolve('@angular/service-worker/package.json')));

/** An app, and Angular's service worker beside it. */
export interface DeployedApp {
  /** Where its files go; must not exist. */
  readonly folder: string;
  readonly build: ProbeBuild;
  readonly settings: ProbeSettings;
  /** The patterns of `ngsw-config.json` for the pages that the worker answers; Angular's own by default. */
  readonly navigationUrls?: readonly string[];
}

/** Lays out a built app as it is deployed, has Angular's tool list its files for the service worker, and serves it. */
export async function deployApp({ folder, build, settings, navigationUrls }: DeployedApp): Promise<RunningServer> {
  const index = join(folder, 'index.html');
  const config = {
    index: '/index.html',
    navigationUrls,
    assetGroups: [{ name: 'app', resources: { files: ['/*.html', '/*.js'] } }],
  };
  await cp(builtProbe(build), folder, { recursive: true });
  await writeFile(index, withSettings(await readFile(index, 'utf8'), settings));
  await writeFile(join(folder, 'ngsw-config.json'), JSON.stringify(config));
  await run(process.execPath, [join(serviceWorkerPackage, 'ngsw-config.js'), '.', 'ngsw-config.json'], { cwd: folder });
  await cp(join(serviceWorkerPackage, 'ngsw-worker.js'), join(folder, 'ngsw-worker.js'));
  return serveApp({ folder, base: '/', page: (html) => html });
}
