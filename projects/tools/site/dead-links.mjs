// Follows the local links of the pages of a site.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';

/**
 * The local links of a site's pages, and what these load, that lead to no file of the site, or to no place in a page.
 * Each as a line that tells where it is. A folder is none: opened without a web server, it is no page.
 */
export function deadLinksOfSite(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll(sep, '/'));
  const pages = new Map(
    files.filter((file) => file.endsWith('.html')).map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  );
  const ids = new Map([...pages].map(([file, html]) => [file, new Set(valuesOf(html, 'id'))]));
  return [...pages].flatMap(([page, html]) =>
    [...new Set(valuesOf(html, '(?:href|src)'))]
      .filter((url) => !/^[a-z]+:/i.test(url))
      .flatMap((url) => {
        const [path, anchor] = decodeURI(url).split('#');
        const file = path ? posix.join(posix.dirname(page), path.replace(/\?.*/, '')) : page;
        if (!files.includes(file)) return [`${page}: ${url} leads to no file`];
        return anchor && ids.has(file) && !ids.get(file).has(anchor) ? [`${page}: ${url} leads to no place there`] : [];
      }),
  );
}

/** What an attribute says, in each tag that has it. */
function valuesOf(html, attribute) {
  return [...html.matchAll(new RegExp(`<[a-z][^<>]*\\s${attribute}="([^"]*)"`, 'gi'))].map(([, value]) =>
    value.replaceAll('&amp;', '&'),
  );
}
