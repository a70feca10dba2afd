import type { ɵRequestNote as RequestNote } from 'ngx-implicit-auth';

const WHY: Readonly<Record<string, string>> = {
  'own-header': 'It has an Authorization header of its own.',
  skipped: 'It has SKIP_AUTH.',
  'not-configured': 'There is no configuration.',
  'not-listed': 'Its URL is below none of resourceServers.',
  'other-scheme': 'Its host is in resourceServers by another scheme.',
  'other-method': 'The entry is for other methods.',
  predicate: 'The predicate of the entry did not say yes.',
  'nobody-signed-in': 'Nobody is signed in.',
  'no-access-token': 'The session has no access token.',
  'other-person': 'Somebody else is signed in by now.',
};

/** Whose token a request carried, or why it carried none. */
export function tokenWords({ token, scheme, without }: RequestNote): string {
  if (token) return `${token === 'own' ? 'The API’s own token' : 'The session’s token'}, as ${scheme}`;
  return WHY[without ?? ''] ?? `Its token could not be had: ${without}`;
}

/** What became of a request. */
export function answerWords({ answer }: RequestNote): string {
  if (answer === null) return 'under way';
  return answer === 0 ? 'no answer' : String(answer);
}
