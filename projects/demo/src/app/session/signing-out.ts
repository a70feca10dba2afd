import { Component, inject, signal } from '@angular/core';
import { flow, signOut } from '../auth.config';
import { Account } from '../shell/account';

/** What is revoked. */
const WORDS = {
  implicit: {
    revoke: 'Revoke the access token',
    explanation:
      'Otherwise the token is good until it ends. The sandbox refuses: its API does not ask for the server’s word.',
  },
  code: {
    revoke: 'Revoke the tokens',
    explanation:
      'Otherwise they are good until they end. The sandbox revokes the refresh token, and refuses for the access token: ' +
      'its API does not ask for the server’s word.',
  },
} as const;

/** The way out that the header does not offer. */
@Component({
  selector: 'demo-signing-out',
  template: `
    <section class="card" aria-labelledby="out-heading">
      <h2 id="out-heading">Signing out</h2>
      @if (server.endsSession) {
        <p>
          “Sign out” above tells the server as well. Without that it still knows you, and a new tab signs you in without
          a click.
        </p>
      } @else {
        <p>This server cannot be told. It still knows you, and does not ask for a password when you sign in again.</p>
      }
      @if (server.revokesTokens) {
        <label>
          <input
            type="checkbox"
            [checked]="revoke()"
            (change)="revoke.set(!revoke())"
            aria-describedby="revoke-explanation"
          />
          {{ words.revoke }}
        </label>
        <p id="revoke-explanation">{{ words.explanation }}</p>
      }
      <button type="button" class="button" (click)="account.signOutHere(revoke())">Sign out of this app only</button>
    </section>
  `,
  styleUrl: './signing-out.css',
})
export class SigningOut {
  protected readonly account = inject(Account);
  protected readonly server = signOut;
  protected readonly words = WORDS[flow];
  protected readonly revoke = signal(false);
}
