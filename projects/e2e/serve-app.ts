import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { listenOnLoopback, type RunningServer } from '../sandbox/loopback-server.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** How a built app is served. */
export interface BuiltApp {
  /** The folder with index.html. */
  readonly folder: string;
  /** The path the app lives under; starts and ends with a slash. */
  readonly base: string;
  /** What index.html is served as; asked for each time. */
  readonly page: (html: string) => string;
  /** What a script is served as; as it was built by default. */
  readonly script?: (code: string) => string;
}

/** Serves a built app on a free port as a plain web server would: every path that is no file is the app's page. */
export async function serveApp({ folder, base, page, script }: BuiltApp): Promise<RunningServer> {
  return listenOnLoopback(0, () => async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = normalize(pathname).slice(base.length);
    const content = await readFile(join(folder, file)).catch(() => null);
    if (content !== null && file) {
      response
        .writeHead(200, { 'Content-Type': MEDIA_TYPES[extname(file)] ?? 'application/octet-stream' })
        .end(script && extname(file) === '.js' ? script(content.toString()) : content);
    } else if (extname(file)) {
      response.writeHead(404).end();
    } else {
      const html = page(await readFile(join(folder, 'index.html'), 'utf8'));
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(html);
    }
  });
}
