import type { Configuration } from 'oidc-provider';
import type { RegisteredApi } from '../registered-apis.ts';

/** What one server on oidc-provider has that another has not. */
export interface ProviderPersonality {
  /** Its issuer identifier, by its URL without a slash. */
  readonly issuerAt: (url: string) => string;
  readonly jwksPath: string;
  readonly apis: readonly RegisteredApi[];
  /**
   * The API that a request is for when it names none by `resource`, or all that its refresh token will be good for;
   * `undefined` for the userinfo endpoint. The token endpoint gives one of those that were granted.
   */
  readonly requestedAudience: (
    parameters: Readonly<Record<string, unknown>>,
    granted?: readonly string[],
  ) => string | string[] | undefined;
  /** The features that it has or lacks. */
  readonly features?: Pick<NonNullable<Configuration['features']>, 'revocation' | 'webMessageResponseMode'>;
  /** What else it configures differently. */
  readonly differences?: Omit<Configuration, 'features'>;
}
