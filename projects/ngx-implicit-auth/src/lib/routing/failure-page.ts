import { inject } from '@angular/core';
import { Router, type UrlTree } from '@angular/router';
import { AUTH_SETTINGS } from '../session/auth-settings';
import { inAppUrl } from './in-app-url';

/** Where a failed sign-in is told: the redirect URI's route, or `false` when the navigation leads there already. */
export function failurePage(navigatedTo: string): () => UrlTree | false {
  const router = inject(Router);
  const { redirectUri, appBase } = inject(AUTH_SETTINGS);
  return () => {
    const url = inAppUrl(redirectUri, appBase);
    return url !== null && url !== navigatedTo && router.parseUrl(url);
  };
}
