import { Component, computed, inject } from '@angular/core';
import { AuthService } from 'ngx-implicit-auth';
import { authConfig } from '../auth.config';
import { Theme } from '../shell/theme';
import { OpenTabs } from './open-tabs';
import { SignInTimeline } from './sign-in-timeline';
import { TabEvents } from './tab-events';

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
  readonly #events = inject(TabEvents);
  readonly #tabs = inject(OpenTabs);

  protected readonly rows = computed(() => {
    const isSignedIn = this.#auth.isAuthenticated();
    const notes = this.#timeline.entries().length + this.#events.latest().length;
    const others = (this.#tabs.count() ?? 1) - 1;
    const theme = this.#theme.name();
    const waiting = countKeys(() => sessionStorage, 'sign-in ');
    const hasRedirects = countKeys(() => sessionStorage, 'round-trips') > 0;
    const hasRenewalNotes = countKeys(() => sessionStorage, 'renewal') > 0;
    const hasSignedOut = countKeys(() => sessionStorage, 'silent-sign-in') > 0;
    const hasLastSignOut = countKeys(() => localStorage, 'signed-out') > 0;
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
        now: hasRedirects ? 'Kept' : 'Empty',
        isThere: hasRedirects,
      },
      {
        what: 'Renewals that did not work',
        detail: 'When the session began that could not be renewed, and whether frames work here. No token.',
        where: 'Session storage of this tab',
        now: hasRenewalNotes ? 'Kept' : 'Empty',
        isThere: hasRenewalNotes,
      },
      {
        what: 'Signed out here',
        detail: 'So that this tab does not sign you in again without a click.',
        where: 'Session storage of this tab',
        now: hasSignedOut ? 'Kept' : 'Empty',
        isThere: hasSignedOut,
      },
      {
        what: 'Last sign-out',
        detail: 'Its time, for tabs that are elsewhere at that moment and come back later. Nothing of who it was.',
        where: 'Local storage',
        now: hasLastSignOut ? 'Kept' : 'Empty',
        isThere: hasLastSignOut,
      },
      {
        what: 'Timeline and latest events',
        detail: 'The notes this page shows. No token, no state, no name.',
        where: 'Session storage of this tab',
        now: notes === 0 ? 'Empty' : notes === 1 ? 'One note' : `${notes} notes`,
        isThere: notes > 0,
      },
      {
        what: 'Theme',
        detail: 'Whether you chose light or dark.',
        where: 'Local storage',
        now: theme === 'system' ? 'Empty' : 'Kept',
        isThere: theme !== 'system',
      },
      {
        what: 'Said between tabs',
        detail:
          'The session, at a sign-in, at a renewal and when a new tab asks; and that you have signed out. Heard by pages of this origin alone, and kept by none but them.',
        where: 'Broadcast channels',
        now: others === 0 ? 'No other' : others === 1 ? 'One other' : `${others} others`,
        isThere: others > 0,
      },
      {
        what: 'Whose turn it is',
        detail:
          'The tab that renews holds a lock, so that the others wait for what comes of it. Each open tab holds one to be counted.',
        where: 'Web locks',
        now: this.#tabs.count() === null ? 'Not known' : 'Held',
        isThere: this.#tabs.count() !== null,
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

/** How many keys of the library's begin with a name. */
function countKeys(open: () => Storage, name: string): number {
  try {
    return Object.keys(open()).filter((key) => key.startsWith(`${LIBRARY_KEYS} ${name}`)).length;
  } catch {
    return 0;
  }
}
