import { test as base } from '../engines/test.ts';
import { startStage, type Stage, type StageOptions } from './stage.ts';

/** `test` with what sets the stage for an attack. */
export const test = base.extend<{ setStage: (options?: StageOptions) => Promise<Stage> }>({
  setStage: async ({ started }, use) => {
    await use((options = {}) => startStage(started, options));
  },
});

export { expect } from '../engines/test.ts';
