import { test as base } from '../engines/test.ts';
import { startStage, type Stage, type StageOptions } from './stage.ts';

/** `test` with a stage for each attack, which is taken down afterwards. */
export const test = base.extend<{ setStage: (options?: StageOptions) => Promise<Stage> }>({
  setStage: async ({}, use) => {
    const stages: Stage[] = [];
    await use(async (options) => {
      const stage = await startStage(options);
      stages.push(stage);
      return stage;
    });
    await Promise.all(stages.map((stage) => stage.close()));
  },
});

export { expect } from '../engines/test.ts';
