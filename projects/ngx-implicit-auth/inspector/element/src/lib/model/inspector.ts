import { computed, DestroyRef, EnvironmentInjector, inject, Injectable, isDevMode, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import {
  ɵAUTH_FEATURE_KINDS as AUTH_FEATURE_KINDS,
  ɵAUTH_PLATFORM as AUTH_PLATFORM,
  ɵAUTH_SETTINGS as AUTH_SETTINGS,
  ɵAUTH_STORAGE as AUTH_STORAGE,
  ɵEventLog as EventLog,
  ɵmasked as masked,
  ɵOpenTabs as OpenTabs,
  ɵRequestNotes as RequestNotes,
  ɵSessionMachine as SessionMachine,
  ɵSignIn as SignIn,
  ɵstorageKey as storageKey,
  type ɵRequestNote as RequestNote,
  type ɵRequestSettings as RequestSettings,
} from 'ngx-implicit-auth';
import { merge } from 'rxjs';
import { configurationOf } from './configuration';
import { latestOf } from './event-words';
import type { Flow } from './flow';
import type { Inspection } from './inspection';
import { renewalOf } from './renewal';
import { sessionFacts } from './session-facts';
import { storedData, type StoredData } from './stored-data';
import { timelineOf } from './timeline';

/** Brings together what there is to know. Views and report read what comes of it, and nothing else. */
@Injectable()
export class Inspector {
  readonly #machine = inject(SessionMachine);
  readonly #settings = inject(AUTH_SETTINGS);
  readonly #platform = inject(AUTH_PLATFORM);
  readonly #ofSession = inject(AUTH_STORAGE, { optional: true }) ?? this.#platform.tabStorage;
  readonly #requests = inject(RequestNotes).latest;
  readonly #log = inject(EventLog);
  readonly #tabs = inject(OpenTabs);
  readonly #features = inject(AUTH_FEATURE_KINDS, { optional: true });
  readonly #isFromStart = inject(EnvironmentInjector).get(EventLog, null) === this.#log;
  readonly #filledIn = signal<RequestSettings | null>(null);
  readonly #stored = signal<readonly StoredData[]>([]);
  #looking: Promise<void> | null = null;
  #isAsked = false;
  readonly #flow = computed<Flow>(() => (this.#filledIn()?.responseType === 'code' ? 'code' : 'implicit'));
  readonly #session = computed(() => {
    const state = this.#machine.state();
    const session = 'session' in state ? state.session : null;
    return session && sessionFacts(session, this.#filledIn()?.scope ?? '');
  });
  readonly #configuration = computed(() => {
    const filledIn = this.#filledIn();
    return filledIn ? configurationOf(this.#settings, filledIn) : [];
  });

  readonly inspection = computed<Inspection>(() => {
    const state = this.#machine.state();
    const notes = this.#log.notes();
    return {
      status: state.status,
      failure: state.status === 'failed' ? state.error.code : null,
      flow: this.#flow(),
      session: this.#session(),
      renewal: renewalOf(notes, this.#machine.renewal?.options ?? null, this.#log.since),
      timeline: timelineOf(notes, this.#flow()),
      notes,
      latest: latestOf(notes),
      isFromStart: this.#isFromStart,
      tabs: this.#tabs.count(),
      sharesTabs: !!this.#machine.inTurn,
      requests: isDevMode() ? this.#requests().map(maskedRequest) : null,
      stored: this.#stored(),
      configuration: this.#configuration(),
      features: this.#features,
    };
  });

  constructor() {
    inject(SignIn)
      .part()
      .then(({ settings }) => {
        this.#filledIn.set(settings);
        return this.look();
      })
      // Then the configuration is not shown: the app itself tells that it is incomplete.
      .catch(() => {});
    // Whatever is stored or forgotten, the machine says so afterwards.
    merge(this.#machine.states, this.#machine.events)
      .pipe(takeUntilDestroyed())
      .subscribe(() => void this.look());
    const over = new AbortController();
    for (const type of ['focus', 'storage']) addEventListener(type, () => void this.look(), over);
    inject(DestroyRef).onDestroy(() => {
      over.abort();
    });
  }

  /** Looks what is stored by now: once for all who ask while it is being looked. */
  look(): Promise<void> {
    this.#isAsked = true;
    return (this.#looking ??= this.#lookWhileAsked());
  }

  async #lookWhileAsked(): Promise<void> {
    while (this.#isAsked) {
      this.#isAsked = false;
      const databases = await namesOfDatabases();
      this.#stored.set(
        storedData({
          flow: this.#flow(),
          prefix: storageKey(this.#settings, ''),
          ofSession: this.#ofSession,
          ofTab: this.#platform.tabStorage,
          ofOrigin: () => localStorage,
          databases,
          address: location.href,
        }),
      );
    }
    this.#looking = null;
  }
}

/** A path may hold anything. */
function maskedRequest(request: RequestNote): RequestNote {
  const { address, server } = request;
  return { ...request, address: masked(address), server: server && masked(server) };
}

async function namesOfDatabases(): Promise<readonly string[] | null> {
  try {
    return (await indexedDB.databases()).map(({ name = '' }) => name);
  } catch {
    return null;
  }
}
