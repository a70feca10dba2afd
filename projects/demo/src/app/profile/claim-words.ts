import { formatDate } from '@angular/common';
import type { Claims } from 'ngx-implicit-auth';

/** One claim, for people. */
export interface ClaimInWords {
  readonly name: string;
  readonly meaning: string;
  readonly value: string;
  /** What the value says to a person, where they cannot read it off. */
  readonly reading?: string;
}

const MEANINGS: Readonly<Record<string, string>> = {
  iss: 'Who says so: the authorization server',
  sub: 'Who you are to this server, for ever',
  aud: 'Which app this was said to',
  azp: 'Which app asked',
  exp: 'Until when it counts',
  iat: 'When it was said',
  auth_time: 'When you last entered your password',
  nonce: 'Ties it to this one sign-in',
  at_hash: 'Ties the access token to it',
  acr: 'How you were authenticated',
  amr: 'By which means',
  sid: 'The server’s name for your session',
  name: 'Full name',
  given_name: 'First name',
  family_name: 'Family name',
  preferred_username: 'Username',
  nickname: 'What to call you',
  email: 'Email address',
  email_verified: 'Whether the address is known to be yours',
  roles: 'What you do here',
};

const TIMES = ['exp', 'iat', 'auth_time', 'updated_at'];

/** Puts every claim into words: those that are known first, in an order that reads well. */
export function claimsInWords(claims: Claims): readonly ClaimInWords[] {
  const known = Object.keys(MEANINGS).filter((name) => name in claims);
  const others = Object.keys(claims).filter((name) => !(name in MEANINGS));
  return [...known, ...others].map((name) => {
    const value = claims[name];
    return {
      name,
      meaning: MEANINGS[name] ?? 'Something this server adds',
      value: typeof value === 'string' ? value : JSON.stringify(value),
      reading: TIMES.includes(name) && typeof value === 'number' ? timeInWords(value) : undefined,
    };
  });
}

/** @param seconds since 1970, as claims have it */
export function timeInWords(seconds: number): string {
  return formatDate(seconds * 1000, 'd MMMM y, HH:mm:ss', 'en');
}
