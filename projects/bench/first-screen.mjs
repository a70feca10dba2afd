// Fails when what the library, or one of its features, adds to an app's first screen exceeds its budget. `npm run size` runs it, on
// the built library.
import { buildApp, buildFeature, gzip, initialFiles, weigh } from './apps.mjs';
import { featureBytes, firstScreenBytes } from './budgets.mjs';

buildApp('empty');
buildApp('ngx-implicit-auth');
const library = weighed('ngx-implicit-auth') - weighed('empty');
report('The library', library, firstScreenBytes, 'an app with the same routes');

const renewal = withFeature('withSilentRenewal', library);
withFeature('withSilentSignIn', renewal);
withFeature('withTabSync', renewal);
withFeature('withSessionManagement', renewal);
withFeature('withUserInfo', library);

/** Weighs a feature on top of what it needs, and tells what the library weighs with it. */
function withFeature(feature, without) {
  buildFeature(feature);
  const total = weighed('feature') - weighed('empty');
  report(`${feature}()`, total - without, featureBytes, without === library ? 'the library' : 'withSilentRenewal()');
  return total;
}

function weighed(app) {
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
