import type { Person } from '../people/accounts.ts';
import { html, type Html } from './html.ts';

/** Says whose session it is. */
export function signedInPerson(person: Person): Html {
  const initials = `${person.givenName.charAt(0)}${person.familyName.charAt(0)}`;
  return html`<p class="person">
    <span class="avatar" aria-hidden="true">${initials}</span>
    <span>Signed in as <strong>${person.name}</strong><br /><span class="small">${person.email}</span></span>
  </p>`;
}
