import { InjectionToken } from '@angular/core';

/**
 * An API with an access token of its own, which no other server gets to see. It is asked for in a hidden frame (`prompt=none`) when a request
 * needs it first.
 */
export interface ResourceServer {
  /** Absolute, or relative to the app's base. The token goes there, and to everything below that is not listed itself. */
  readonly url: string;
  /** What the authorization server calls this API; sent as `audience`, as Auth0 wants it. */
  readonly audience?: string;
  /** What the authorization server calls this API; sent as `resource`, as RFC 8707 wants it. */
  readonly resource?: string;
  /** What is asked for at this API, space-delimited; by default the scope of the sign-in. */
  readonly scope?: string;
}

/** The absolute form of a request URL, and the listed resource server that it belongs to; `null` for any other URL. */
export type ResourceServerMatcher = (
  url: string,
) => readonly [absoluteUrl: string, listed: string | ResourceServer] | null;

/** Provided by the layer that knows of requests. */
export const RESOURCE_SERVER_MATCHER = new InjectionToken<ResourceServerMatcher>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'RESOURCE_SERVER_MATCHER' : '',
);
