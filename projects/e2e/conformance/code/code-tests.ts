import type { ProbeSettings } from '../../../probe/src/settings.ts';
import type { Behaviour } from '../behaviour.ts';
import type { CodeSection, ForEachName } from '../code-rp-list.ts';
import { conformanceTest, type Expected } from '../conformance.ts';
import { test } from '../stage.ts';

/** What holds for each test of a section, unless it says otherwise. */
interface Common {
  readonly behaviour?: Behaviour;
  readonly features?: Partial<ProbeSettings>;
}

/** Declares the tests of a section of the list, each by its name. */
export function codeTests<Section extends CodeSection>(
  section: Section,
  cases: ForEachName<Section, Expected>,
  { behaviour, features }: Common = {},
): void {
  test.describe(`${section} by a code`, () => {
    for (const [name, expected] of Object.entries<Expected>(cases)) {
      const place = { section, name, responseType: 'code' } as const;
      conformanceTest(place, { ...expected, behaviour: { ...behaviour, ...expected.behaviour } }, features);
    }
  });
}
