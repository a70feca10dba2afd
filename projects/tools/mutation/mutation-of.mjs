// Configures Stryker for some files of the library. A run of Stryker has one Jest environment only, so there are
// several runs.

/** Changes these files of `lib`; the specs that have to notice are those of the Jest configuration of that name. */
export function mutationOf(name, files) {
  return {
    mutate: [...files.map((file) => `projects/ngx-implicit-auth/src/lib/${file}`), '!**/*.spec.ts'],
    testRunner: 'jest',
    testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    jest: { configFile: `projects/tools/mutation/${name}.jest.mjs` },
    coverageAnalysis: 'perTest',
    concurrency: 2,
    // A busy machine is slow; what never ends is noticed by its counted loops.
    timeoutMS: 20_000,
    thresholds: { high: 98, low: 95, break: 95 },
    // What the specs of the library need is copied, and nothing else.
    ignorePatterns: [
      '/.*',
      '/dist',
      '/docs',
      '/test-results',
      '/projects/*',
      '!/projects/ngx-implicit-auth',
      '!/projects/tools',
    ],
    tempDirName: 'dist/mutation/sandbox',
    cleanTempDir: 'always',
    reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    htmlReporter: { fileName: `dist/mutation/${name}.html` },
    jsonReporter: { fileName: `dist/mutation/${name}.json` },
    allowConsoleColors: false,
  };
}
