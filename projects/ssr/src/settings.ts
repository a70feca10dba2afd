/** How a test wants the app to be. */
export interface SsrSettings {
  /** The authorization server, which has a slash at its end. */
  readonly issuer: string;
  /** Whether all features are on: sessions are renewed, tabs share them, and the server is asked whether they go on. */
  readonly allFeatures: boolean;
}

/** What a test leaves in the page before any script runs. On a server, all features are on, and nobody is asked. */
export const settings: SsrSettings = (globalThis as { ssrSettings?: SsrSettings }).ssrSettings ?? {
  issuer: 'http://localhost:4300/',
  allFeatures: true,
};
