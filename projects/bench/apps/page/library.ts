import type { EnvironmentProviders, Provider } from '@angular/core';
import type { CanActivateFn } from '@angular/router';
import type { Verifier } from '../../verification.ts';

/** How the page gets at what it measures of a library. Somebody is signed in by then. */
export interface Library {
  /** An app's providers for an HttpClient that sends tokens where the rules say. */
  readonly client: (rules: readonly string[]) => readonly (Provider | EnvironmentProviders)[];
  /** The library's guard, if it has one; it lets a signed-in person pass. */
  readonly guard?: () => CanActivateFn;
  readonly verifier: Verifier;
  /** Makes the function that gives the library a new access token, as a server that has just issued it. */
  readonly tokenUpdates: () => TakeToken | Promise<TakeToken>;
}

export type TakeToken = (accessToken: string) => unknown;

/** By the name that its column in the table has. */
export type Libraries = Readonly<Record<string, Library>>;
