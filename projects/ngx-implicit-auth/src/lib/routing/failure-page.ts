import { inject } from '@angular/core';
import { Router, type UrlTree } from '@angular/router';
import { AUTH_SETTINGS } from '../settings/auth-settings';

/** Where a failed sign-in is told: the redirect URI's route, or `false` when it lies outside the app, or the navigation leads there already. */
export function failurePage(navigatedTo: string): () => UrlTree | false {
  const router = inject(Router);
  const { redirectUri, appBase } = inject(AUTH_SETTINGS);
  return () => {
    const [page = ''] = redirectUri.split('?');
    const url = '/' + page.slice(appBase.length);
    return page.startsWith(appBase) && url !== navigatedTo && router.parseUrl(url);
  };
}
