import { computed, inject, type Signal } from '@angular/core';
import { AuthService, type Claims } from 'ngx-implicit-auth';
import { rolesClaim } from '../auth.config';

/** Whoever is signed in, in the words a page needs. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** What to call them. */
  readonly firstName: string;
  readonly roles: readonly string[];
  readonly claims: Claims;
}

/** The person of the current session; `null` when nobody is signed in, or the server does not tell who. */
export function injectPerson(): Signal<Person | null> {
  const { claims } = inject(AuthService);
  return computed(() => {
    const current = claims();
    return current && personOf(current);
  });
}

function personOf(claims: Claims): Person {
  const name = claims.name ?? claims.sub;
  const roles: unknown = claims[rolesClaim];
  return {
    id: claims.sub,
    name,
    firstName: claims.given_name ?? name,
    roles: Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [],
    claims,
  };
}
