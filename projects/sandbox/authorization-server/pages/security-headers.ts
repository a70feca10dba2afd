import { createHash } from 'node:crypto';
import type { AppAddress } from '../app-addresses.ts';
import { PAGE_STYLE } from './page.ts';

/** The headers that forbid what none of the pages needs: scripts, frames, anything from elsewhere. */
export function securityHeaders(apps: readonly AppAddress[]): Readonly<Record<string, string>> {
  // The answer to a form ends in a redirect to the app, which Chromium takes for a target of the form.
  const formTargets = ["'self'", ...new Set(apps.map((app) => app.origin))].join(' ');
  const policy = [
    "default-src 'none'",
    `style-src ${contentHash(PAGE_STYLE)}`,
    'img-src data:',
    // Empty rather than 'none', so that a page that submits itself can add the hash of its one line.
    'script-src',
    `form-action ${formTargets}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');

  return {
    'Content-Security-Policy': policy,
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  };
}

/** A source expression for the policy that allows exactly this inline content. */
export function contentHash(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}
