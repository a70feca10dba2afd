// Writes out the app as a server renders it. Takes the server's build, the built page, the URL and the settings.
// The packages of Angular that Node loads are compiled to the end as they are loaded.
import '@angular/compiler';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ProbeSettings } from '../../probe/src/settings.ts';

/** What `main.server.ts` of the probe exports. */
interface Renderer {
  readonly render: (settings: ProbeSettings, url: string, document: string) => Promise<string>;
}

const [renderer = '', page = '', url = '', settings = ''] = process.argv.slice(2);
// As in production, where Angular writes nothing of its own to the console.
Object.assign(globalThis, { ngDevMode: false });
const { render } = (await import(resolve(renderer))) as Renderer;
process.stdout.write(await render(JSON.parse(settings) as ProbeSettings, url, await readFile(page, 'utf8')));
