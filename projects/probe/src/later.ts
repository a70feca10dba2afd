import type { AuthConfig } from 'ngx-implicit-auth';

/** Tells a configuration a moment later. */
export function later(config: AuthConfig): () => Promise<AuthConfig> {
  return () => new Promise((resolve) => setTimeout(resolve, 100, config));
}
