import { test as base } from '@playwright/test';
import type { RunningServer } from '../sandbox/loopback-server.ts';

/** Takes note of something that has to be ended with the test. */
export type Started = <Server extends RunningServer>(server: Server) => Server;

/** Playwright's `test`, which ends what the test has started. */
export const test = base.extend<{ readonly started: Started }>({
  started: async ({}, use) => {
    const running: RunningServer[] = [];
    await use((server) => {
      running.push(server);
      return server;
    });
    await Promise.all(running.map((each) => each.close()));
  },
});
