// Type-checks what no build compiles: the specs, the doctor, the fixture, the schematics, the sandbox and the end-to-end tests.
import { spawnSync } from 'node:child_process';

const projects = [
  'projects/ngx-implicit-auth/tsconfig.spec.json',
  'projects/ngx-implicit-auth/tsconfig.browser.json',
  'projects/demo/tsconfig.spec.json',
  'projects/ngx-implicit-auth/doctor/tsconfig.json',
  'projects/ngx-implicit-auth/playwright/tsconfig.json',
  'projects/ngx-implicit-auth/schematics/tsconfig.json',
  'projects/sandbox/tsconfig.json',
  'projects/e2e/tsconfig.json',
  'projects/bench/tsconfig.json',
];

for (const project of projects) {
  const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '--noEmit', '-p', project], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
