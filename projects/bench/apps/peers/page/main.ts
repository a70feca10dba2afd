import { provideAuth } from 'angular-auth-oidc-client';
import { startPage } from '../../page/start-page.ts';
import { angularAuthOidcClient, config } from '../angular-auth-oidc-client/library.ts';
import { angularOauth2Oidc } from '../angular-oauth2-oidc/library.ts';

void startPage(
  { 'angular-oauth2-oidc': angularOauth2Oidc, 'angular-auth-oidc-client': angularAuthOidcClient },
  // The guard of angular-auth-oidc-client injects its services from the app that it guards.
  [provideAuth({ config: config([]) })],
);
