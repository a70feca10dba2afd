import assert from 'node:assert/strict';
import { createCookieJar } from './cookie-jar.ts';

/** A page a browser has ended up on. */
export interface Page {
  readonly url: URL;
  /** 0 for a page of the app, which nothing serves here. */
  readonly status: number;
  readonly headers: Headers;
  /** Its markup without the style sheet, every run of white space one space. */
  readonly html: string;
  readonly style: string;
}

/** A browser without scripts: it follows redirects, keeps cookies and sends forms. */
export interface Browser {
  goto(url: string | URL): Promise<Page>;
  /** Sends an empty form with headers of its own. */
  post(url: URL, headers: Readonly<Record<string, string>>): Promise<Page>;
  /** Sends the page's form with these fields beside its hidden ones. */
  submit(page: Page, fields: Readonly<Record<string, string>>): Promise<Page>;
}

const MOST_REDIRECTS = 10;

/** Opens a browser that stops at the app: it follows no redirect away from `serverUrl`. */
export function openBrowser(serverUrl: string): Browser {
  const jar = createCookieJar();

  async function load(address: string | URL, request: RequestInit = {}): Promise<Page> {
    let url = new URL(address, serverUrl);
    let init = request;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      if (url.origin !== serverUrl) return { url, status: 0, headers: new Headers(), html: '', style: '' };
      const headers = new Headers(init.headers);
      headers.set('Accept', 'text/html');
      headers.set('Cookie', jar.headerFor(url.pathname));
      const response = await fetch(url, { ...init, headers, redirect: 'manual' });
      jar.keep(response);
      const [before = '', style = '', rest = ''] = (await response.text()).split(/<\/?style>/);
      const location = response.headers.get('Location');
      if (location === null) {
        const html = `${before}${rest}`.replace(/\s+/g, ' ');
        return { url, status: response.status, headers: response.headers, html, style };
      }
      url = new URL(location, url);
      init = {};
    }
    return assert.fail(`more than ${MOST_REDIRECTS} redirects`);
  }

  return {
    goto: (url) => load(url),
    post: (url, headers) => load(url, { method: 'POST', body: new URLSearchParams(), headers }),
    submit(page, fields) {
      const form = /<form[^>]*>/.exec(page.html)?.[0] ?? assert.fail('the page has no form');
      const action = /action="([^"]*)"/.exec(form)?.[1] ?? '';
      const hidden = [...page.html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']) => [name, value] as const,
      );
      const body = new URLSearchParams({ ...Object.fromEntries(hidden), ...fields });
      return load(new URL(action || page.url, page.url), { method: 'POST', body });
    },
  };
}
