import { ɵinspectorFeature as inspectorFeature, type AuthFeature, type InspectorOptions } from 'ngx-implicit-auth';

/**
 * Shows the inspector at the edge of the page when a key is pressed, in development. A production build has nothing of
 * it.
 *
 * It listens from the start of the app, so that it can tell of a sign-in that began on the page before.
 *
 * @throws AuthError `config_invalid` in dev mode for a `key` that is none
 * @see https://www.w3.org/TR/uievents-code/
 * @example
 * ```ts
 * provideAuth(config, withSilentRenewal(), withInspector({ key: 'Ctrl+Shift+F8' }))
 * ```
 */
export function withInspector(options?: InspectorOptions): AuthFeature {
  return typeof ngDevMode === 'undefined' || ngDevMode
    ? inspectorFeature(options, async () => (await import('ngx-implicit-auth/inspector/element')).ɵinspectorDialog)
    : { ɵkind: 'inspector', ɵproviders: [] };
}
