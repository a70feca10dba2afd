import { noop, type Rule } from '@angular-devkit/schematics';

/** What `ng update` does for a version that asks nothing of apps. */
export function nothingToChange(): Rule {
  return noop();
}
