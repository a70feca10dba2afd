import type { ServerMetadata } from '../protocol/server-metadata';

const TYPES: Readonly<Record<string, string>> = {
  issuer: 'string',
  authorizationEndpoint: 'string',
  tokenEndpoint: 'string',
  pushedAuthorizationRequestEndpoint: 'string',
  requirePushedAuthorizationRequests: 'boolean',
  jwksUri: 'string',
  jwks: 'object',
  endSessionEndpoint: 'string',
  revocationEndpoint: 'string',
  userInfoEndpoint: 'string',
  checkSessionIframe: 'string',
  issParameterSupported: 'boolean',
  scopesSupported: 'object',
  codeChallengeMethods: 'object',
};

/** What a record that came out of a storage tells of a server: the members of the right types. */
export function storedServer(record: object): ServerMetadata {
  const members = Object.entries(record).filter(([name, value]) => value !== null && typeof value === TYPES[name]);
  return Object.fromEntries(members) as unknown as ServerMetadata;
}
