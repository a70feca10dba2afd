import { Component, computed, inject, resource } from '@angular/core';
import { AuthService } from 'ngx-implicit-auth';
import { authConfig, flow } from '../auth.config';
import { Theme } from '../shell/theme';
import { OpenTabs } from './open-tabs';
import { SignInTimeline } from './sign-in-timeline';
import { TabEvents } from './tab-events';

const LIBRARY_KEYS = `ngx-implicit-auth ${authConfig.issuer} ${authConfig.clientId}`;

/** Something that the app may keep, and whether it does so now. */
interface Row {
  readonly what: string;
  readonly where: string;
  readonly detail: string;
  readonly isThere: boolean;
  /** The same as `isThere`, in words. */
  readonly now: string;
}

const TAB = 'Session storage of this tab';

/** What is different with a code. */
const WORDS = {
  implicit: {
    whereTokensGo: 'The access token goes to the timesheets API, to your other tabs, and nowhere else.',
    session: 'Access token, id_token and its claims.',
    signIn: 'State, nonce, where to come back to, and the server’s keys.',
    address: 'They arrive there, and are taken out before anything else runs. Back does not lead to them.',
  },
  code: {
    whereTokensGo:
      'The access token goes to the timesheets API, the refresh token to the server, once; both go to your other ' +
      'tabs, and nowhere else.',
    session: 'Access token, refresh token, id_token and its claims.',
    signIn: 'State, nonce, code verifier, where to come back to, and the server’s keys.',
    address: 'Only a code arrives there, and it is taken out before anything else runs.',
  },
} as const;

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
  readonly #sentRefreshTokens = resource({ params: () => this.#events.renewals(), loader: hasDatabase });

  protected readonly words = WORDS[flow];
  protected readonly rows = computed(() => [
    ...this.#rowsOfLibrary(),
    ...(flow === 'code' ? [this.#rowOfRefreshTokens()] : []),
    ...this.#rowsOfDemo(),
    ...this.#rowsOfTabs(),
    row('Tokens in the address bar', 'Address bar', this.words.address, { isThere: false }),
  ]);

  #rowsOfLibrary(): readonly Row[] {
    const isSignedIn = this.#auth.isAuthenticated();
    const waiting = countKeys(() => sessionStorage, 'sign-in ');
    return [
      row('Session', TAB, `${this.words.session} Gone when it expires, at sign-out, and when the tab is closed.`, {
        isThere: isSignedIn,
      }),
      row('Sign-ins under way', TAB, `${this.words.signIn} Deleted at the first answer.`, {
        isThere: waiting > 0,
        now: inWords(waiting, 'Empty', 'One waiting', 'waiting'),
      }),
      row(
        'Redirects of the last minute',
        TAB,
        'When guards sent you to sign in without a click, so that a loop of them is stopped.',
        { isThere: countKeys(() => sessionStorage, 'round-trips') > 0 },
      ),
      row(
        'Renewals that did not work',
        TAB,
        'When the session began that could not be renewed, and whether frames work here. No token.',
        { isThere: countKeys(() => sessionStorage, 'renewal') > 0 },
      ),
      row('Signed out here', TAB, 'So that this tab does not sign you in again without a click.', {
        isThere: countKeys(() => sessionStorage, 'silent-sign-in') > 0,
      }),
      row(
        'Last sign-out',
        'Local storage',
        'Its time, for tabs that are elsewhere at that moment and come back later. Nothing of who it was.',
        { isThere: countKeys(() => localStorage, 'signed-out') > 0 },
      ),
    ];
  }

  #rowOfRefreshTokens(): Row {
    return row(
      'Refresh tokens that were sent',
      'IndexedDB',
      'So that no tab sends one twice, which would end what you allowed. Their hashes, not the tokens.',
      { isThere: this.#sentRefreshTokens.hasValue() && this.#sentRefreshTokens.value() },
    );
  }

  #rowsOfDemo(): readonly Row[] {
    const notes = this.#timeline.entries().length + this.#events.latest().length;
    return [
      row('Timeline and latest events', TAB, 'The notes this page shows. No token, no state, no name.', {
        isThere: notes > 0,
        now: inWords(notes, 'Empty', 'One note', 'notes'),
      }),
      row('Theme', 'Local storage', 'Whether you chose light or dark.', { isThere: this.#theme.name() !== 'system' }),
    ];
  }

  #rowsOfTabs(): readonly Row[] {
    const tabs = this.#tabs.count();
    const others = (tabs ?? 1) - 1;
    return [
      row(
        'Said between tabs',
        'Broadcast channels',
        'The session, at a sign-in, at a renewal and when a new tab asks; and that you have signed out. ' +
          'Heard by pages of this origin alone, and kept by none but them.',
        { isThere: others > 0, now: inWords(others, 'No other', 'One other', 'others') },
      ),
      row(
        'Whose turn it is',
        'Web locks',
        'The tab that renews holds a lock, so that the others wait for what comes of it. ' +
          'Each open tab holds one to be counted.',
        { isThere: tabs !== null, now: tabs === null ? 'Not known' : 'Held' },
      ),
    ];
  }
}

function row(
  what: string,
  where: string,
  detail: string,
  { isThere, now = isThere ? 'Kept' : 'Empty' }: { readonly isThere: boolean; readonly now?: string },
): Row {
  return { what, where, detail, isThere, now };
}

function inWords(count: number, none: string, one: string, many: string): string {
  if (count === 0) return none;
  return count === 1 ? one : `${count} ${many}`;
}

/** Whether the library has a database. */
async function hasDatabase(): Promise<boolean> {
  const databases = await indexedDB.databases();
  return databases.some(({ name = '' }) => name.startsWith(LIBRARY_KEYS));
}

/** How many keys of the library's begin with this name. */
function countKeys(open: () => Storage, name: string): number {
  try {
    return Object.keys(open()).filter((key) => key.startsWith(`${LIBRARY_KEYS} ${name}`)).length;
  } catch {
    return 0;
  }
}
