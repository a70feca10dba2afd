// Follows the relative links of Markdown files.
import { existsSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';

/**
 * The relative links of Markdown files that lead nowhere: to a file that is not there, or to a place that is not in
 * it. Each as a line that tells where it is.
 *
 * @param folder what the files lie in
 * @param isThere whether a file is there, by its path in that folder
 */
export function deadLinks(folder, files, isThere = (path) => existsSync(join(folder, path))) {
  return files.flatMap((file) =>
    linksOf(readFileSync(join(folder, file), 'utf8')).flatMap(({ line, target }) => {
      const [path, anchor] = target.split('#');
      const leadsTo = path ? normalize(join(file, '..', path)) : file;
      const where = `${file}:${line}: ${target}`;
      if (!isThere(leadsTo)) return [`${where} leads to no file`];
      if (!anchor || anchorsOf(readFileSync(join(folder, leadsTo), 'utf8')).includes(anchor)) return [];
      return [`${where} leads to no heading, and to no row`];
    }),
  );
}

function linksOf(text) {
  return withoutCode(text)
    .split('\n')
    .flatMap((line, at) =>
      [...line.matchAll(/\]\((?![a-z]+:)([^)\s]+)\)/g)].map(([, target]) => ({ line: at + 1, target })),
    );
}

/** The anchors of a file: those that GitHub, and npm, give to its headings, and those that it has of its own. */
function anchorsOf(text) {
  const own = [...withoutCode(text).matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id);
  return [...own, ...headingsOf(text)];
}

function headingsOf(text) {
  return [...withoutFences(text).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function withoutCode(text) {
  return withoutFences(text).replace(/`[^`\n]+`/g, (code) => code.replace(/[^\n]/g, ' '));
}

/** Leaves the lines where they are. */
function withoutFences(text) {
  return text.replace(/^ *```.*?^ *```$/gms, (block) => block.replace(/[^\n]/g, ''));
}
