import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { it } from 'node:test';
import { pageOf, productOf, type Product } from './products.ts';

const PRODUCTS: readonly (readonly [authorization: string, product: Product | null, token?: string])[] = [
  ['https://example.eu.auth0.com/authorize', 'Auth0'],
  ['https://id.example.com/authorize', 'Auth0', 'https://id.example.com/oauth/token'],
  ['https://id.example.com/authorize', null, 'https://id.example.com/token'],
  ['https://id.example.com/realms/a/protocol/openid-connect/auth', 'Keycloak'],
  ['https://id.example.com/auth/realms/a/protocol/openid-connect/auth', 'Keycloak'],
  ['https://login.microsoftonline.com/tenant/oauth2/v2.0/authorize', 'Microsoft Entra ID'],
  ['https://a.b2clogin.com/a.onmicrosoft.com/policy/oauth2/v2.0/authorize', 'Azure AD B2C'],
  ['https://dev-1.okta.com/oauth2/v1/authorize', 'Okta'],
  ['https://id.example.com/oauth2/default/v1/authorize', 'Okta'],
  ['https://fs.example.com/adfs/oauth2/authorize/', 'AD FS'],
  ['https://a.aidbox.app/auth/authorize', 'Aidbox'],
  ['https://accounts.google.com/o/oauth2/v2/auth', 'Google'],
  ['https://a.auth.eu-west-1.amazoncognito.com/oauth2/authorize', 'Amazon Cognito'],
  ['https://auth0.com.evil.example/authorize', null],
  ['nonsense', null],
];
for (const [authorization, product, token] of PRODUCTS) {
  it(`${authorization} is ${product ?? 'of no known product'}${token ? ` with ${token}` : ''}`, () => {
    assert.equal(productOf({ authorization, ...(token && { token }) }), product);
    assert.ok(existsSync(pageOf(product)), pageOf(product));
  });
}
