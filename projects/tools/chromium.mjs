// Finds Chrome or Chromium for the tests, and installs Debian's when there is none and that is possible.
// Runs on Node 20 without node_modules.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

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
  const chosen = process.env.CHROME_BIN;
  if (chosen) {
    if (isExecutable(chosen)) return chosen;
    throw new Error(`CHROME_BIN is set to "${chosen}", which cannot be run. Correct it, or unset it.`);
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => commandNames.map((name) => join(folder, name + suffix)));
  return [...onPath, ...(usualPaths[process.platform] ?? [])].find(isExecutable);
}

/** The path of a browser, installing Debian's chromium if there is none. Throws with what to do when that fails. */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  if (existsSync('/usr/bin/apt-get')) installWithApt();
  const installed = findChromium();
  if (installed) return installed;
  throw new Error(
    [
      'The tests need Chrome or Chromium, and none was found.',
      'Do one of these, then run the command again:',
      '  Debian, Ubuntu   sudo apt-get update && sudo apt-get install -y chromium',
      '  macOS            brew install --cask google-chrome',
      '  any system       install Chrome and set CHROME_BIN to the path of its program',
    ].join('\n'),
  );
}

function installWithApt() {
  const isRoot = process.getuid?.() === 0;
  const asRoot = isRoot ? [] : ['sudo', '-n'];
  // sudo -n fails at once, instead of asking for a password, when it may not be used.
  if (!isRoot && spawnSync('sudo', ['-n', 'true']).status !== 0) return;
  console.log('No Chrome or Chromium found: installing Debian’s chromium with apt-get …');
  const apt = (...args) => {
    const [command, ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args];
    return spawnSync(command, rest, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
  };
  apt('update');
  apt('install', '-y', '--no-install-recommends', 'chromium');
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
