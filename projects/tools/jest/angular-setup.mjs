import { setupZonelessTestEnv } from 'jest-preset-angular/setup-env/zoneless/index.mjs';

setupZonelessTestEnv({ errorOnUnknownElements: true, errorOnUnknownProperties: true });

// Many specs have sign-ins fail, and the console tells of each. What is about that spies on it.
const { warn } = console;
console.warn = (...what) => {
  if (!/see docs\/errors\.md/.test(what[0])) warn(...what);
};
