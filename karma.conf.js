// Karma runs what needs a real browser: *.browser.spec.ts.
import { chromiumFlags, findChromium } from './projects/tools/chromium.mjs';
import countReporter from './projects/tools/reporters/karma.mjs';

process.env.CHROME_BIN = findChromium() ?? '';

export default function configure(config) {
  config.set({
    frameworks: ['jasmine'],
    plugins: ['karma-jasmine', 'karma-chrome-launcher', countReporter],
    browsers: ['Chromium'],
    // Specs change the address more often than Chromium lets a page do it.
    customLaunchers: {
      Chromium: { base: 'ChromeHeadless', flags: [...chromiumFlags, '--disable-ipc-flooding-protection'] },
    },
    reporters: ['progress', 'count'],
    client: { jasmine: { random: true, failSpecWithNoExpectations: true } },
    failOnEmptyTestSuite: true,
    singleRun: true,
    restartOnFileChange: false,
  });
}
