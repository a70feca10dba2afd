// Keeps the table in docs/performance.md between two markers.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { chromium } from '@playwright/test';
import { chromiumFlags, ensureChromium } from '../tools/chromium.mjs';

const file = 'docs/performance.md';
const [begins, ends] = ['<!-- The table begins. -->', '<!-- The table ends. -->'];

export async function writeIntoDocs(table) {
  const [before, , after] = split(readFileSync(file, 'utf8'));
  writeFileSync(file, `${before}${begins}\n\n${await machine()}\n\n${table}\n${ends}${after}`);
}

function split(text) {
  const start = text.indexOf(begins);
  const end = text.indexOf(ends);
  if (start < 0 || end < start) throw new Error(`${file} has lost the markers that the table stands between.`);
  return [text.slice(0, start), text.slice(start, end), text.slice(end + ends.length)];
}

async function machine() {
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumFlags });
  const version = browser.version();
  await browser.close();
  const programs = `Node ${process.versions.node} and Chromium ${version}`;
  return `Measured by \`npm run bench\` on ${cpus().length} cores, with ${programs}.`;
}
