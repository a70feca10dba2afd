import { noop, type Rule } from '@angular-devkit/schematics';
import { findApp } from '../app/find-app.ts';
import { findAuth } from '../app/find-auth.ts';
import { findRoutes } from '../app/find-routes.ts';
import { findSetup } from '../app/find-setup.ts';
import { layoutOf } from '../source/layout.ts';
import { printWidthOf } from '../source/print-width.ts';
import { Sources } from '../source/sources.ts';
import { authConfigFile } from './add-auth-config.ts';
import { addCallbackRoute, CALLBACK_PATH } from './add-callback-route.ts';
import { addInterceptor } from './add-interceptor.ts';
import { addProvideAuth } from './add-provide-auth.ts';
import { answersOf } from './answers.ts';
import { shown } from './by-hand.ts';
import { closingWords, placeholderWords, PRESENT_WORDS } from './closing-words.ts';
import { type NgAddOptions } from './options.ts';
import { isUsed } from './package-name.ts';
import { silentRenewalAsset } from './silent-renewal-asset.ts';

/** Sets an app up for signing in. Everything is found and decided first; then all of it is written, or nothing is. */
export function setUp(options: NgAddOptions): Rule {
  return async (tree, { logger }) => {
    const width = printWidthOf(tree);
    const answers = answersOf(options, width);
    const app = await findApp(tree, options.project);
    const sources = new Sources(tree, app.sourceRoot, app.tsConfig, width);
    const setup = findSetup(sources, app);
    const routes = findRoutes(sources, setup);
    const present = findAuth(sources);
    const { comesBackToRoot = false, features } = answers.server;
    const redirectsToRoot = comesBackToRoot || !routes || routes.inHash;
    const redirectUri = present?.redirectUri ?? (redirectsToRoot ? '' : CALLBACK_PATH);
    const needsFrame = present?.needsFrame ?? features(answers.flow).includes('withSilentRenewal()');

    const config = present ? null : authConfigFile(sources, app, answers, redirectsToRoot, width);
    const hasInterceptor = setup.kind === 'ng-module' || isUsed(sources, 'authInterceptor', 'AuthInterceptor');
    const isWithoutCallback = redirectUri === CALLBACK_PATH && routes !== null && !isUsed(sources, 'AuthCallback');
    const byHand = [
      hasInterceptor ? null : addInterceptor(sources, setup),
      config && addProvideAuth(setup, config, answers),
      isWithoutCallback ? addCallbackRoute(routes) : null,
    ].filter((one) => one !== null);
    const asset = needsFrame ? await silentRenewalAsset(tree, app.project) : null;

    for (const draft of sources.changed()) tree.overwrite(draft.path, draft.written());
    if (config?.text) {
      const { unit, fitted } = layoutOf(sources.open(setup.path)?.text ?? '');
      tree.create(config.path, fitted(config.text.replace(/^( {2})+/gm, (blanks) => unit.repeat(blanks.length / 2))));
    }
    const words = [
      ...byHand.map(shown),
      config?.text ? placeholderWords(answers, config) : PRESENT_WORDS,
      closingWords(app, routes, redirectUri, needsFrame),
    ];
    for (const one of words) if (one !== null) logger.info(`\n${one}`);
    return asset ?? noop();
  };
}
