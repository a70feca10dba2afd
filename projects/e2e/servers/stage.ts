import type { Page } from '@playwright/test';
import type { ProbeSettings } from '../../probe/src/settings.ts';
import { startApi } from '../../sandbox/api/start-api.ts';
import {
  startAuthorizationServer,
  type AuthorizationServerOptions,
} from '../../sandbox/authorization-server/start-authorization-server.ts';
import { serveProbe } from '../probe-app.ts';
import { startProduct, type Product, type ProductOptions } from '../product.ts';
import type { Started } from '../started.ts';
import { ALICE, expect, logIn } from '../test.ts';

/** An app, the server it signs in to and the API it calls; none of them ends in a slash. */
export type Addresses = Pick<Product, 'app' | 'issuer' | 'api'>;

/** Starts the demo, with a server like the one that is named; nobody is signed in yet. */
export async function startDemo(started: Started, options: ProductOptions): Promise<Addresses> {
  const product = await startProduct(options);
  started({
    url: product.app,
    close: async () => {
      await product.close();
    },
  });
  return product;
}

/** Starts the probe, with a server and the APIs of the sandbox; nobody is signed in yet. */
export async function startProbe(
  started: Started,
  options: AuthorizationServerOptions,
  settings: (addresses: Addresses) => ProbeSettings,
): Promise<Addresses> {
  const addresses = { app: '', issuer: '', api: '' };
  const probe = started(await serveProbe(() => settings(addresses)));
  const apps = { port: 0, appOrigins: [probe.url] };
  const server = started(await startAuthorizationServer({ ...options, ...apps }));
  const api = started(await startApi({ ...server.accessTokens, ...apps }));
  return Object.assign(addresses, { app: probe.url, issuer: server.url, api: api.url });
}

/** Opens a guarded page of the probe, and signs Alice in. */
export async function signInToProbe(page: Page, url: string, { asksConsent }: { readonly asksConsent: boolean }) {
  // The app leaves for the server while its page is still loading.
  await page.goto(url, { waitUntil: 'commit' });
  await logIn(page, ALICE);
  if (asksConsent) await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page).toHaveURL(url);
  await expect(page.locator('main')).toHaveText('secret page');
}
