import type {
  AuthConfig,
  DpopOptions,
  SessionManagementOptions,
  SilentRenewalOptions,
  TabSyncOptions,
} from 'ngx-implicit-auth';

/** How a test wants the app to be. The server that serves the app's page writes it into that page. */
export interface ProbeSettings {
  readonly config: AuthConfig;
  /** Whether the app fetches `config.json` in place of `config`; `false` by default. */
  readonly configFile?: boolean;
  /** Whether the configurations come a moment after the app has asked for them; `false` by default. */
  readonly isConfiguredLater?: boolean;
  /** Whether the router navigates before the app starts; `false` by default. */
  readonly navigatesFirst?: boolean;
  /** The second authorization server, for the pages below `/partner`; there are none without it. */
  readonly partner?: AuthConfig;
  /** Whether `dangerouslyAcceptMissingState` is on, which no settings can hold; `false` by default. */
  readonly acceptMissingState?: boolean;
  /** Further guarded pages, by their paths: each needs the access token of the resource server at its URL. */
  readonly accessPages?: Readonly<Record<string, string>>;
  /** Whether `withUserInfo()` is on; `false` by default. */
  readonly userInfo?: boolean;
  /** The options of `withSilentRenewal()`, which is off without them. */
  readonly renewal?: SilentRenewalOptions;
  /** Whether `withSilentSignIn()` is on; `false` by default. */
  readonly silentSignIn?: boolean;
  /** The language of `withTexts()`, which is off without it. */
  readonly language?: 'german' | 'french' | 'spanish';
  /** The options of `withDpop()`, which is off without them. */
  readonly dpop?: DpopOptions;
  /** The options of `withTabSync()`, which is off without them. */
  readonly tabSync?: TabSyncOptions;
  /** The options of `withSessionManagement()`, which is off without them. */
  readonly sessionManagement?: SessionManagementOptions;
  /** Whether Angular's service worker is registered once the app is stable; `false` by default. */
  readonly serviceWorker?: boolean;
}

/** @throws SyntaxError when the page was served as it was built */
export function readSettings(): ProbeSettings {
  return JSON.parse(document.getElementById('probe-settings')?.textContent ?? '') as ProbeSettings;
}
