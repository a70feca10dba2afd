import type { AuthConfig } from 'ngx-implicit-auth';

/** How a test wants the app to be; the server that serves the page writes it into it. */
export interface ProbeSettings {
  readonly config: AuthConfig;
}

/** @throws SyntaxError when the page was served as it was built */
export function readSettings(): ProbeSettings {
  return JSON.parse(document.getElementById('probe-settings')?.textContent ?? '') as ProbeSettings;
}
