import type { ServerName } from '../../sandbox/authorization-server/server-names.ts';

/** An app that a document shows. What it says of its server, a test replaces; all else runs word for word. */
interface DocumentedApp {
  /** The issuer, or what a preset makes it of. */
  readonly issuer: string;
  readonly clientId: string;
  /** Where the API is; `https://api.example.com/timesheets` by default. */
  readonly api?: string;
  /** What else the sandbox calls by another name. */
  readonly others?: Readonly<Record<string, string>>;
  /** Which of the sandbox's servers takes the place of the one that it is written for; `strict` by default. */
  readonly server?: ServerName;
  /** The guarded page that shows what the API answers; `/timesheets` by default. */
  readonly page?: string;
  /** Whether it cannot be run as the others are, and has tests of its own. */
  readonly isRunApart?: true;
}

/** As the sandbox's servers know the API, and what one may do there. */
const AUDIENCE = 'http://localhost:4301';
const SCOPE = 'read:timesheets';

const AN_EXAMPLE = { issuer: 'https://id.example.com', clientId: 'timesheets-spa' };
const RUN_APART = { ...AN_EXAMPLE, isRunApart: true } as const;

/** By the names that the documents give them. */
export const DOCUMENTED_APPS = {
  'quick-start': AN_EXAMPLE,
  'ng-module': AN_EXAMPLE,
  'several-servers': AN_EXAMPLE,
  'whole-app': RUN_APART,
  'signed-in-first': RUN_APART,
  kiosk: RUN_APART,
  'several-languages': RUN_APART,
  adfs: {
    issuer: 'https://adfs.example.com/adfs',
    clientId: 'the client identifier of the application group',
    others: { 'https://timesheets.example.com': AUDIENCE, 'openid profile': `openid profile ${SCOPE}` },
  },
  aidbox: {
    server: 'aidbox',
    issuer: 'https://example.aidbox.app',
    clientId: 'timesheets-spa',
    api: 'https://example.aidbox.app/fhir',
    page: '/patients',
  },
  auth0: {
    server: 'auth0',
    issuer: 'example.eu.auth0.com',
    clientId: 'the client id of the application',
    others: { 'https://timesheets.example.com/': AUDIENCE },
  },
  'azure-ad-b2c': {
    issuer: 'https://example.b2clogin.com',
    clientId: '11111111-1111-1111-1111-111111111111',
    isRunApart: true,
  },
  cognito: {
    issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_EXAMPLE',
    clientId: 'the client id of the app client',
    isRunApart: true,
  },
  'django-oauth-toolkit': { issuer: 'https://id.example.com/o', clientId: 'the client id of the application' },
  doorkeeper: { issuer: 'https://id.example.com', clientId: 'the UID of the application' },
  'entra-id': {
    issuer: 'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0',
    clientId: '11111111-1111-1111-1111-111111111111',
    others: { 'api://the-api/timesheets.read': SCOPE },
  },
  glewlwyd: {
    issuer: 'https://id.example.com',
    clientId: 'timesheets-spa',
    others: { '/api/oidc/.well-known': '/.well-known', 'openid timesheets': `openid ${SCOPE}` },
  },
  keycloak: RUN_APART,
  google: {
    issuer: 'https://accounts.google.com',
    clientId: '1234567890-abcdef.apps.googleusercontent.com',
    api: 'https://www.googleapis.com/calendar/v3/users/me/calendarList',
    isRunApart: true,
  },
  'home-grown': {
    server: 'aidbox',
    issuer: 'https://login.example.com',
    clientId: 'timesheets-spa',
    others: { '/oauth`': '/oauth2/authorize`', 'oauth/callback': 'auth/callback', '`email`': `\`email ${SCOPE}\`` },
  },
  'lemonldap-ng': {
    issuer: 'https://auth.example.com/',
    clientId: 'timesheets-spa',
    others: { 'openid profile email': `openid profile email ${SCOPE}` },
  },
  okta: {
    issuer: 'https://example.okta.com/oauth2/default',
    clientId: 'the client id of the app integration',
    others: { 'timesheets.read': SCOPE },
  },
  wso2: {
    issuer: 'https://id.example.com/oauth2/token',
    clientId: 'the client id of the application',
  },
} as const satisfies Record<string, DocumentedApp>;

export type AppName = keyof typeof DOCUMENTED_APPS;

/** Whether an app has tests of its own. */
export function isRunApart(name: AppName): boolean {
  return 'isRunApart' in DOCUMENTED_APPS[name];
}

/** Where the guarded page of an app is. */
export function guardedPage(name: AppName): string {
  const { page = '/timesheets' }: DocumentedApp = DOCUMENTED_APPS[name];
  return page;
}

/** Which of the sandbox's servers an app signs in to. */
export function serverOf(name: AppName): ServerName {
  const { server = 'strict' }: DocumentedApp = DOCUMENTED_APPS[name];
  return server;
}

/** What is written in a document, and what takes its place while a test runs. */
export function replacements(
  name: AppName,
  sandbox: { readonly issuer: string; readonly api: string },
): Readonly<Record<string, string>> {
  const app: DocumentedApp = DOCUMENTED_APPS[name];
  return {
    [app.issuer]: sandbox.issuer,
    [app.clientId]: 'timesheets-demo',
    [app.api ?? 'https://api.example.com/timesheets']: `${sandbox.api}/timesheets`,
    ...app.others,
  };
}
