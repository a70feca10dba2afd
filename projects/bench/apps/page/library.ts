import type { EnvironmentProviders, Provider } from '@angular/core';
import type { CanActivateFn } from '@angular/router';
import type { Verifier } from '../../verification.ts';

/** What the page can measure about a library, and how each thing is got at. Somebody is signed in already. */
export interface Library {
  /** An app's providers for an HttpClient that sends tokens where the rules say. */
  readonly client: (rules: readonly string[]) => readonly (Provider | EnvironmentProviders)[];
  /** Lets a signed-in person pass; left out where the library has none. */
  readonly guard?: () => CanActivateFn;
  readonly verifier: Verifier;
  /** Answers with what takes in a new access token, as one that has just been issued. */
  readonly tokenUpdates: () => TakeToken | Promise<TakeToken>;
}

export type TakeToken = (accessToken: string) => unknown;

/** By the name that its column in the table has. */
export type Libraries = Readonly<Record<string, Library>>;
