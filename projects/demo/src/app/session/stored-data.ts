import { Component, computed, inject } from '@angular/core';
import { AuthService } from 'ngx-implicit-auth';
import { authConfig } from '../auth.config';
import { Theme } from '../shell/theme';
import { SignInTimeline } from './sign-in-timeline';

const LIBRARY_KEYS = `ngx-implicit-auth ${authConfig.issuer} ${authConfig.clientId}`;

/** What this app keeps in the browser, and where. Says that something is there, never what it is. */
@Component({
  selector: 'demo-stored-data',
  templateUrl: './stored-data.html',
  styleUrl: './stored-data.css',
})
export class StoredData {
  readonly #auth = inject(AuthService);
  readonly #theme = inject(Theme);
  readonly #timeline = inject(SignInTimeline);

  protected readonly rows = computed(() => {
    const isSignedIn = this.#auth.isAuthenticated();
    const entries = this.#timeline.entries().length;
    const theme = this.#theme.name();
    const waiting = countKeys(`${LIBRARY_KEYS} sign-in `);
    const redirects = countKeys(`${LIBRARY_KEYS} round-trips`);
    return [
      {
        what: 'Session',
        detail: 'Access token, id_token and its claims. Gone when it expires, at sign-out, and when the tab is closed.',
        where: 'Session storage of this tab',
        now: isSignedIn ? 'Kept' : 'Empty',
        isThere: isSignedIn,
      },
      {
        what: 'Sign-ins under way',
        detail: 'State, nonce, where to come back to, and the server’s keys. Deleted at the first answer.',
        where: 'Session storage of this tab',
        now: waiting === 1 ? 'One waiting' : waiting > 1 ? `${waiting} waiting` : 'Empty',
        isThere: waiting > 0,
      },
      {
        what: 'Redirects of the last minute',
        detail: 'When guards sent you to sign in without a click, so that a loop of them is stopped.',
        where: 'Session storage of this tab',
        now: redirects > 0 ? 'Kept' : 'Empty',
        isThere: redirects > 0,
      },
      {
        what: 'Timeline',
        detail: 'The notes this page shows. No token, no state, no name.',
        where: 'Session storage of this tab',
        now: entries === 0 ? 'Empty' : `${entries} notes`,
        isThere: entries > 0,
      },
      {
        what: 'Theme',
        detail: 'Whether you chose light or dark.',
        where: 'Local storage',
        now: theme === 'system' ? 'Empty' : 'Kept',
        isThere: theme !== 'system',
      },
      {
        what: 'Tokens in the address bar',
        detail: 'They arrive there, and are taken out before anything else runs. Back does not lead to them.',
        where: 'Address bar',
        now: 'Empty',
        isThere: false,
      },
    ];
  });
}

function countKeys(prefix: string): number {
  try {
    return Object.keys(sessionStorage).filter((key) => key.startsWith(prefix)).length;
  } catch {
    return 0;
  }
}
