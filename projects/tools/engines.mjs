// Finds what drives the tests in Firefox and in WebKit. Where something is missing, installs Debian's packages if it
// can. Runs on Node 20 without node_modules.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chosenBy, ensureInstalled, isExecutable, onPath } from './programs.mjs';

/** The path of Firefox: FIREFOX_BIN, else one on the PATH. Throws with what to do when there is none. */
export function ensureFirefox() {
  return ensureInstalled(() => chosenBy('FIREFOX_BIN') ?? onPath('firefox-esr', 'firefox')[0], ['firefox-esr'], {
    needed: ['The tests of what differs between browser engines need Firefox, and none was found.'],
    elsewhere: ['  any system       install Firefox and set FIREFOX_BIN to the path of its program'],
  });
}

/**
 * The paths of WebKitGTK's browser, its driver, and the X server they draw on. Throws with what to do when one is
 * missing.
 */
export function ensureWebKit() {
  return ensureInstalled(findWebKit, ['webkit2gtk-driver', 'xvfb'], {
    needed: [
      'The tests of what differs between browser engines need WebKitGTK’s MiniBrowser and WebKitWebDriver,',
      'and Xvfb to draw on.',
      'They run on Linux only.',
    ],
    elsewhere: ['  macOS, Windows   run the tests in a container of Debian'],
  });
}

function findWebKit() {
  const [driver] = onPath('WebKitWebDriver');
  const [display] = onPath('Xvfb');
  const browser = ['/usr/lib', '/usr/libexec']
    .flatMap((folder) => [folder, ...subfolders(folder)])
    .flatMap((folder) => ['webkit2gtk-4.1', 'webkitgtk-6.0'].map((webKit) => join(folder, webKit, 'MiniBrowser')))
    .find(isExecutable);
  return driver && display && browser ? { driver, display, browser } : undefined;
}

/** Debian keeps libraries in one folder for each kind of processor. */
function subfolders(folder) {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
