import type { Claims } from './signing-keys.ts';

/** Who signs in at the server. */
export const SUBJECT = 'subject-1001';

/** What each scope tells about the person (OpenID Connect Core 1.0, section 5.4). */
export const CLAIMS_BY_SCOPE: Readonly<Record<string, Claims>> = {
  profile: { name: 'Ada Example', given_name: 'Ada', family_name: 'Example', locale: 'en', updated_at: 1_700_000_000 },
  email: { email: 'ada@example.com', email_verified: true },
  address: { address: { street_address: '1 Loop Road', locality: 'Backtown', country: 'XX' } },
  phone: { phone_number: '+1 555 0100', phone_number_verified: false },
};

/** The claims that a scope grants. */
export function claimsFor(scope: string): Claims {
  return Object.assign({}, ...scope.split(' ').map((word) => CLAIMS_BY_SCOPE[word])) as Claims;
}
