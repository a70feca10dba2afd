import { computed, inject, type Signal } from '@angular/core';
import { AuthService, type IdTokenClaims } from 'ngx-implicit-auth';

/** Whoever is signed in, in the words a page needs. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** What to call them. */
  readonly firstName: string;
  readonly roles: readonly string[];
  readonly claims: IdTokenClaims;
}

/** The person of the current session; `null` when nobody is signed in. */
export function injectPerson(): Signal<Person | null> {
  const { claims } = inject(AuthService);
  return computed(() => {
    const current = claims();
    // The demo asks for an id_token, and no other claims have an issuer.
    return current?.iss === undefined ? null : personOf(current);
  });
}

function personOf(claims: IdTokenClaims): Person {
  const name = claims.name ?? claims.sub;
  const roles: unknown = claims['roles'];
  return {
    id: claims.sub,
    name,
    firstName: claims.given_name ?? name,
    roles: Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [],
    claims,
  };
}
