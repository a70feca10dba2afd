import { ɵinspectorFeature as inspectorFeature, type AuthFeature, type InspectorOptions } from 'ngx-implicit-auth';

/**
 * Shows the inspector at the edge of the page when a key is pressed, in production as well as in development: for an app
 * that its developers alone use, or for a build in which to look into what happens in production alone. It shows a person
 * no more than the developer tools of their browser do.
 *
 * @throws AuthError `config_invalid` for a `key` that is none
 * @example
 * ```ts
 * provideAuth(config, withInspectorInProduction())
 * ```
 */
export function withInspectorInProduction(options?: InspectorOptions): AuthFeature {
  return inspectorFeature(options, async () => (await import('ngx-implicit-auth/inspector/element')).ɵinspectorDialog);
}
