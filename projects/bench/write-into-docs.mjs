// Keeps what the bench has measured between two markers of a document.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { chromium } from '@playwright/test';
import { chromiumFlags, ensureChromium } from '../tools/chromium.mjs';

const [begins, ends] = ['<!-- The table begins. -->', '<!-- The table ends. -->'];

export async function writeIntoDocs(table) {
  writeBetweenMarkers('docs/performance.md', `${await machine()}\n\n${table}`);
}

/** @param text - ends with a line break */
export function writeBetweenMarkers(file, text) {
  const document = readFileSync(file, 'utf8');
  const start = document.indexOf(begins);
  const end = document.indexOf(ends);
  if (start < 0 || end < start) throw new Error(`${file} has lost the markers that the table stands between.`);
  writeFileSync(file, `${document.slice(0, start)}${begins}\n\n${text}\n${document.slice(end)}`);
}

async function machine() {
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumFlags });
  const version = browser.version();
  await browser.close();
  const programs = `Node ${process.versions.node} and Chromium ${version}`;
  return `Measured by \`npm run bench\` on ${cpus().length} cores, with ${programs}.`;
}
