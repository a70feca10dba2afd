// Fails when what the library adds to an app's first screen exceeds its budget. `npm run size` runs it, on the built library.
import { buildApp, gzip, initialFiles, weigh } from './apps.mjs';
import { firstScreenBytes } from './budgets.mjs';

const [library, platform] = ['ngx-implicit-auth', 'empty'].map((app) => {
  buildApp(app);
  return weigh(app, initialFiles(app), gzip);
});
const added = library - platform;

console.log(`First screen: ${added} B of ${firstScreenBytes} B (gzip -9, on top of an app with the same routes).`);
if (added > firstScreenBytes) {
  console.error(
    'That is too much. Load lazily what not every page needs; see docs/architecture.md, decisions 4 and 18.',
  );
  process.exitCode = 1;
}
