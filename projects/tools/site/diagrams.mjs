// Draws the Mermaid diagrams of Markdown files, as GitHub does, in a browser.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launch } from 'puppeteer-core';
import { chromiumFlags, ensureChromium } from '../chromium.mjs';

/** In a light page, and in a dark one. */
const themes = {
  light: { theme: 'neutral' },
  dark: { theme: 'dark', themeVariables: { noteTextColor: '#f5f5f5' } },
};
/** Letters are of the same width wherever a page is read: Liberation Sans is as wide as Arial. */
const settings = {
  startOnLoad: false,
  fontFamily: 'Arial, Liberation Sans, sans-serif',
  sequence: { actorMargin: 20, mirrorActors: false },
};

/** The diagrams in the text of a Markdown file: each with the line that it begins at. */
function diagramsOf(text) {
  return [...text.matchAll(/^```mermaid\n(.*?)^```$/gms)].map(({ 1: code, index }) => ({
    code,
    line: text.slice(0, index).split('\n').length + 1,
  }));
}

/**
 * Draws all diagrams of the files. Gives each one's picture, as HTML, by its code; and a line for each that is wrong,
 * or that says nothing to those who do not see it.
 */
export async function drawDiagrams(files) {
  const diagrams = files.flatMap((file) =>
    diagramsOf(readFileSync(file, 'utf8')).map((diagram) => ({ ...diagram, file })),
  );
  const pictures = new Map();
  const problems = diagrams.flatMap(({ file, line, code }) =>
    ['accTitle:', 'accDescr'].filter((words) => !code.includes(words)).map((words) => `${file}:${line}: no ${words}`),
  );
  if (!diagrams.length) return { pictures, problems };
  const browser = await launch({ executablePath: ensureChromium(), args: chromiumFlags });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ path: fileURLToPath(import.meta.resolve('mermaid/dist/mermaid.min.js')) });
    for (const [number, { file, line, code }] of diagrams.entries()) {
      const drawn = await page.evaluate(draw, code, `diagram-${number}`, themes, settings);
      if (typeof drawn === 'string') problems.push(`${file}:${line}: ${drawn}`);
      else pictures.set(code, drawn.map(([theme, svg]) => `<div class="diagram ${theme}">${svg}</div>`).join(''));
    }
  } finally {
    await browser.close();
  }
  return { pictures, problems };
}

/** Draws a diagram in each theme; runs in the browser. A text says what is wrong with it. */
async function draw(code, id, themes, settings) {
  const { mermaid } = globalThis;
  try {
    const drawn = [];
    for (const [name, theme] of Object.entries(themes)) {
      mermaid.initialize({ ...settings, ...theme });
      drawn.push([name, (await mermaid.render(`${id}-${name}`, code)).svg]);
    }
    return drawn;
  } catch ({ message }) {
    return message;
  }
}
