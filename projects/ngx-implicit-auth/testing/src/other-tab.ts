import type { Injector } from '@angular/core';
import {
  ɵAUTH_SETTINGS as AUTH_SETTINGS,
  ɵSessionMachine as SessionMachine,
  ɵstorageKey as storageKey,
} from 'ngx-implicit-auth';
import { demand } from './auth-testing-error';
import type { TestSignIn } from './test-answer';
import { TestBrowser } from './test-browser';
import { TestClock } from './test-clock';
import { TestServer } from './test-server';
import { FIRST } from './ways';

/** Another tab of the app. */
export interface OtherTab {
  /**
   * Somebody signs in there. This tab takes the session over, unless somebody else is signed in here.
   *
   * @throws AuthTestingError without `withTabSync()`, and for what the app does not ask for
   */
  signIn(signIn?: TestSignIn): void;
  /** The person signs out there, and so here. */
  signOut(): void;
}

/** What it does reaches this tab by the channels that real tabs use. */
export function otherTab(injector: Injector): OtherTab {
  const machine = injector.get(SessionMachine);
  const settings = injector.get(AUTH_SETTINGS);
  const { channels } = injector.get(TestBrowser);
  const server = injector.get(TestServer);
  const { starting } = FIRST;
  demand(machine.states.value.status !== 'starting', `No tab hears of another yet. ${starting}`);
  const say = (name: string, ...messages: readonly unknown[]) => {
    const channel = channels.open(storageKey(settings, name));
    for (const message of messages) channel.postMessage(message);
    channel.close();
  };
  return {
    signIn: (signIn = {}) => {
      demand(
        machine.shareAccessToken,
        'The tabs of this app share no session. Add withTabSync() to provideAuth(), or call signIn().',
      );
      const session = server.sessionOf(signIn, !!machine.addUserInfo);
      say('session', { ...session, signOuts: machine.signOuts.last() });
    },
    signOut: () => {
      const number = Math.max(machine.signOuts.last() + 1, injector.get(TestClock).now());
      server.forgetPerson();
      say('sign-out', { signOuts: number }, null);
    },
  };
}
