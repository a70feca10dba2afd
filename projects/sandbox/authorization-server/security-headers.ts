import { createHash } from 'node:crypto';
import type { Provider } from 'oidc-provider';
import type { AppAddress } from './app-addresses.ts';

/** A function that answers or passes on a request. */
export type Middleware = Parameters<Provider['use']>[0];

/**
 * Forbids what none of the pages needs: scripts, frames, anything from elsewhere.
 *
 * @param style the pages' one style sheet, allowed by its hash.
 */
export function securityHeaders(apps: readonly AppAddress[], style: string): Middleware {
  // The answer to a form ends in a redirect to the app, and Chromium counts that as the form's target.
  const formTargets = ["'self'", ...new Set(apps.map((app) => app.origin))].join(' ');
  const policy = [
    "default-src 'none'",
    `style-src ${contentHash(style)}`,
    'img-src data:',
    // Empty rather than 'none': the pages that submit themselves add the hash of their one line.
    'script-src',
    `form-action ${formTargets}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');

  return (ctx, next) => {
    ctx.set({
      'Content-Security-Policy': policy,
      'Referrer-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
    });
    return next();
  };
}

/** A source expression for the policy that allows exactly this inline content. */
export function contentHash(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}
