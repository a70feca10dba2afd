// Finds Chrome or Chromium for the tests. Where there is none, installs Debian's Chromium if it can.
// Runs on Node 20 without node_modules.
import { join } from 'node:path';
import { chosenBy, ensureInstalled, isExecutable, onPath } from './programs.mjs';

/** Flags for a headless browser that calls nobody and also runs as root in a container. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const commandNames = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome'];

const usualPaths = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']]
    .filter(Boolean)
    .map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
};

/** The path of a browser: CHROME_BIN, one on the PATH, or one in a usual place. Undefined when there is none. */
export function findChromium() {
  const chosen = chosenBy('CHROME_BIN');
  return chosen ?? [...onPath(...commandNames), ...(usualPaths[process.platform] ?? [])].find(isExecutable);
}

/** The path of a browser, installing Debian's chromium if there is none. Throws with what to do when that fails. */
export function ensureChromium() {
  return ensureInstalled(findChromium, ['chromium'], {
    needed: ['The tests need Chrome or Chromium, and none was found.'],
    elsewhere: [
      '  macOS            brew install --cask google-chrome',
      '  any system       install Chrome and set CHROME_BIN to the path of its program',
    ],
  });
}

/** The path of Chromium without its window, which opens pages three times as fast; undefined when there is none. */
export function findHeadlessShell() {
  return onPath('chromium-headless-shell', 'chrome-headless-shell')[0];
}

/** The same, installing Debian's if there is none. Throws with what to do when that fails. */
export function ensureHeadlessShell() {
  return ensureInstalled(findHeadlessShell, ['chromium-headless-shell'], {
    needed: ['Without chromium-headless-shell the tests run in Chromium itself, and take longer.'],
    elsewhere: ['  any system       put chrome-headless-shell of Chrome for Testing on the PATH'],
  });
}
