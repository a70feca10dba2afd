import type * as TypeScript from 'typescript';
import { CALLBACK_PATH } from '../ng-add/add-callback-route.ts';
import { isUsed, PACKAGE } from '../ng-add/package-name.ts';
import { callsInApp, isCallOf, propertyOf, writtenOut } from '../source/find.ts';
import { type Sources } from '../source/sources.ts';
import { ts } from '../source/typescript.ts';

/** Those of the library that leave the redirect URI as it is by default. */
const PRESETS = ['auth0', 'keycloak', 'google', 'tokenInQuery'];

/** What an app says that is set up already, whatever is asked for now. */
export interface PresentAuth {
  /** Where people come back to; `undefined`: not written out. */
  readonly redirectUri: string | undefined;
  /** Whether its sessions are renewed in a hidden frame; `undefined`: not written out. */
  readonly needsFrame: boolean | undefined;
}

/** Finds what provides the library to the app; `null` where nothing does. */
export function findAuth(sources: Sources): PresentAuth | null {
  if (!isUsed(sources, 'provideAuth', 'AuthModule')) return null;
  const [call] = ['provideAuth', 'AuthModule.forRoot'].flatMap((callee) => callsInApp(sources, callee, PACKAGE));
  const config = call && writtenOut(sources, call.draft, call.node.arguments[0], ts.isObjectLiteralExpression);
  const renewals = callsInApp(sources, 'withSilentRenewal', PACKAGE);
  return {
    redirectUri: config ? redirectUriOf(config.node) : undefined,
    needsFrame: call && renewals.some(({ node }) => !/\bnavigation\b/.test(node.getText())),
  };
}

function redirectUriOf(config: TypeScript.ObjectLiteralExpression): string | undefined {
  const written = propertyOf(config, 'redirectUri');
  if (written) return ts.isStringLiteralLike(written) ? written.text : undefined;
  const spread = config.properties.filter((one) => ts.isSpreadAssignment(one)).map(({ expression }) => expression);
  if (spread.some((one) => isCallOf('aidbox', one))) return '';
  return spread.every((one) => PRESETS.some((preset) => isCallOf(preset, one))) ? CALLBACK_PATH : undefined;
}
