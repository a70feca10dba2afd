// Fails when the library, or one of its features, adds more to an app's first screen than its budget. Needs the built
// library; `npm run size` runs it.
import { buildApp, buildFeature, emptyApp, gzip, initialFiles, weigh } from './apps.mjs';
import { codeBytes, featureBytes, firstScreenBytes, inspectorBytes, textsBytes } from './budgets.mjs';
import { own } from './libraries.mjs';

buildApp(emptyApp);
buildApp(own);
const library = weighFirstScreen(own) - weighFirstScreen(emptyApp);
report('The library', library, firstScreenBytes, 'an app with the same routes');

const renewal = withFeature('withSilentRenewal()', library, 'the library');
for (const name of ['withSilentSignIn()', 'withTabSync()', 'withSessionManagement()']) {
  withFeature(name, renewal, 'withSilentRenewal()');
}
withFeature('withUserInfo()', library, 'the library');
withFeature('withTexts(german)', library, 'the library', textsBytes);
withFeature('withInspector()', library, 'the library', inspectorBytes);
const code = withFeature('code', renewal, 'withSilentRenewal()', codeBytes);
withFeature('withDpop()', code, 'code');

/** Weighs a feature on top of what it needs. Answers the weight of the library with it. */
function withFeature(name, without, onTopOf, budget = featureBytes) {
  buildFeature(name);
  const total = weighFirstScreen('feature') - weighFirstScreen(emptyApp);
  report(name, total - without, budget, onTopOf);
  return total;
}

function weighFirstScreen(app) {
  return weigh(app, initialFiles(app), gzip);
}

function report(what, added, budget, onTopOf) {
  console.log(`${what}: ${added} B of ${budget} B on the first screen (gzip -9, on top of ${onTopOf}).`);
  if (added <= budget) return;
  console.error(
    'That is too much. Load lazily what not every page needs; see docs/architecture.md, decisions 4 and 18.',
  );
  process.exitCode = 1;
}
