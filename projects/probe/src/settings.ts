import type { AuthConfig, SessionManagementOptions, SilentRenewalOptions } from 'ngx-implicit-auth';

/** How a test wants the app to be; the server that serves the page writes it into it. */
export interface ProbeSettings {
  readonly config: AuthConfig;
  /** Whether `withUserInfo()` is on; `false` by default. */
  readonly userInfo?: boolean;
  /** The options of `withSilentRenewal()`, which is off without them. */
  readonly renewal?: SilentRenewalOptions;
  /** The options of `withSessionManagement()`, which is off without them. */
  readonly sessionManagement?: SessionManagementOptions;
}

/** @throws SyntaxError when the page was served as it was built */
export function readSettings(): ProbeSettings {
  return JSON.parse(document.getElementById('probe-settings')?.textContent ?? '') as ProbeSettings;
}
