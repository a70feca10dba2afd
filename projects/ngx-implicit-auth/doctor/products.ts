import type { Endpoints } from './subject.ts';

/** A product that cures are known for. */
export type Product =
  | 'Auth0'
  | 'Keycloak'
  | 'Microsoft Entra ID'
  | 'Azure AD B2C'
  | 'Okta'
  | 'AD FS'
  | 'Aidbox'
  | 'Google'
  | 'Amazon Cognito';

interface Sign {
  readonly product: Product;
  readonly host?: RegExp;
  /** Where its authorization endpoint is. */
  readonly path?: RegExp;
  readonly tokenPath?: RegExp;
}

/** By what a product is told: its own hosts, or the paths that it has at anybody's. */
const SIGNS: readonly Sign[] = [
  { product: 'Auth0', host: /\.auth0\.com$/ },
  { product: 'Auth0', path: /^\/authorize$/, tokenPath: /^\/oauth\/token$/ },
  { product: 'Keycloak', path: /\/realms\/[^/]+\/protocol\/openid-connect\/auth$/ },
  { product: 'Azure AD B2C', host: /\.b2clogin\.com$/ },
  { product: 'Microsoft Entra ID', host: /^login\.microsoftonline\.(com|us)$|\.ciamlogin\.com$/ },
  { product: 'Okta', host: /\.okta(preview|-emea)?\.com$/ },
  { product: 'Okta', path: /^\/oauth2\/([^/]+\/)?v1\/authorize$/ },
  { product: 'AD FS', path: /\/adfs\/oauth2\/authorize\/?$/ },
  { product: 'Aidbox', host: /\.aidbox\.app$/ },
  { product: 'Aidbox', path: /^\/(oauth2|auth)\/authorize$/, tokenPath: /^\/auth\/token$/ },
  { product: 'Google', host: /^accounts\.google\.com$/ },
  { product: 'Amazon Cognito', host: /\.amazoncognito\.com$/ },
];

/** The page of the documentation about a product, if there is one. */
const PAGES: Readonly<Partial<Record<Product, string>>> = {
  Auth0: 'docs/servers/auth0.md',
  Keycloak: 'docs/servers/keycloak.md',
  'Microsoft Entra ID': 'docs/servers/entra-id.md',
  'Azure AD B2C': 'docs/servers/azure-ad-b2c.md',
  Google: 'docs/servers/google.md',
  'Amazon Cognito': 'docs/servers/cognito.md',
  Okta: 'docs/servers/okta.md',
  'AD FS': 'docs/servers/adfs.md',
  Aidbox: 'docs/servers/aidbox.md',
};

/** Which product a server is, as far as its addresses tell; `null` where they do not. */
export function productOf({ authorization = '', token = '' }: Endpoints): Product | null {
  const [at, tokenAt] = [placeOf(authorization), placeOf(token)];
  const sign = SIGNS.find(
    ({ host = /./, path = /^/, tokenPath = /^/ }) =>
      host.test(at.host) && path.test(at.path) && tokenPath.test(tokenAt.path),
  );
  return sign?.product ?? null;
}

export function pageOf(product: Product | null): string {
  return (product && PAGES[product]) ?? 'docs/servers/README.md';
}

function placeOf(url: string): { host: string; path: string } {
  try {
    const { hostname, pathname } = new URL(url);
    return { host: hostname, path: pathname };
  } catch {
    return { host: '', path: '' };
  }
}
