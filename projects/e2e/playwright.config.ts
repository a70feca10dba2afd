import { defineConfig } from '@playwright/test';
import { chromiumFlags, ensureChromium, findHeadlessShell } from '../tools/chromium.mjs';
import type { EngineOptions } from './engines/test.ts';
import type { FlowOptions } from './test.ts';

const everyEngine = '*/every-engine/*.e2e.ts';

export default defineConfig<object, EngineOptions & FlowOptions>({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  outputDir: '../../test-results',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  // Generous: a busy machine is slow, not wrong.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [
    ['list'],
    ['./conformance/table-reporter.ts'],
    // Where `npm test` reads the counts.
    ...(process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['json'] as const] : []),
  ],
  projects: [
    { name: 'chromium', testIgnore: 'journeys/code/*.e2e.ts' },
    { name: 'chromium-code', testMatch: ['journeys/*.e2e.ts', 'journeys/code/*.e2e.ts'], use: { flow: 'code' } },
    { name: 'firefox', testMatch: everyEngine, use: { engine: 'firefox' } },
    { name: 'webkit', testMatch: everyEngine, use: { engine: 'webkit' } },
  ],
  use: {
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: findHeadlessShell() ?? ensureChromium(), args: chromiumFlags },
  },
});
