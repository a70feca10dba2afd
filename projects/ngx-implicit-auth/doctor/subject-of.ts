import { configFilesBelow, readAppConfig, type AppConfig } from './app-config.ts';
import { usesBelow } from './app-files.ts';
import { ArgumentsError, type Arguments } from './arguments.ts';
import { shownUrl } from './shown.ts';
import { isAskable, RESPONSE_TYPES, rootOf, type Endpoints, type ResponseType, type Subject } from './subject.ts';

const DEFAULT_ORIGIN = 'http://localhost:4200';

/**
 * What is asked about, by the command line, and where that does not name the issuer, by the configuration in a folder.
 *
 * @throws ArgumentsError when neither says enough.
 */
export function subjectOf(args: Arguments, folder: string): Subject {
  const config = args.issuer === null ? configIn(folder) : null;
  return { ...subjectFrom(args, config), uses: usesBelow(folder) };
}

function configIn(folder: string): AppConfig {
  const [file, ...others] = configFilesBelow(folder);
  if (file === undefined) {
    throw new ArgumentsError('There is no auth.config.ts below src/ or projects/. Give --issuer and --client-id.');
  }
  if (others.length > 0) {
    throw new ArgumentsError(`There are several: ${[file, ...others].join(', ')}. Give --issuer and --client-id.`);
  }
  try {
    return readAppConfig(folder, file);
  } catch {
    throw new ArgumentsError(`${file} cannot be read. Give --issuer and --client-id.`);
  }
}

export function subjectFrom(args: Arguments, config: AppConfig | null): Subject {
  const { texts = {}, unread = [], file = '' } = config ?? {};
  const issuer = args.issuer ?? texts.issuer;
  if (issuer === undefined) {
    throw new ArgumentsError(`The issuer in ${file} is no plain text. Give --issuer, and what else the app is told.`);
  }
  if (!isAskable(issuer)) {
    throw new ArgumentsError(
      `The issuer in ${file} is no http(s) URL, or holds a user name. Correct it, or give --issuer.`,
    );
  }
  if (texts.discoveryUrl !== undefined && !isAskable(texts.discoveryUrl)) {
    throw new ArgumentsError(`discoveryUrl in ${file} is no http(s) URL. Correct it, or give --discovery-url.`);
  }
  const written = args.redirectUri ?? texts.redirectUri ?? 'auth/callback';
  const origin = args.origin ?? (isAskable(written) ? new URL(written).origin : DEFAULT_ORIGIN);
  const redirectUri = absolute(written, origin);
  const endpoints = endpointsByHand(args, texts);
  const responseType = responseTypeOf(args, texts, endpoints);
  const asksForIdToken = responseType !== 'token';
  const isGuessed = args.origin === null && !isAskable(written);
  return {
    issuer,
    clientId: args.clientId ?? texts.clientId ?? null,
    origin,
    redirectUri,
    postLogoutRedirectUri:
      texts.postLogoutRedirectUri === undefined ? rootOf(redirectUri) : absolute(texts.postLogoutRedirectUri, origin),
    postLogoutRedirectParameter: texts.postLogoutRedirectParameter ?? 'post_logout_redirect_uri',
    responseType,
    scope: args.scope ?? texts.scope ?? (asksForIdToken && !(endpoints && !endpoints.keys) ? 'openid' : ''),
    audience: texts.audience ?? null,
    discoveryUrl:
      args.discoveryUrl ?? texts.discoveryUrl ?? `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    endpoints,
    uses: { userInfo: null, revocation: null },
    takesTokenInQuery: texts.accessTokenParameter !== undefined,
    remarks: [
      ...(isGuessed ? [`The app's origin was not told; ${origin} was taken. --origin asks for another.`] : []),
      ...unread.map((option) => `${option} in ${file} is no plain text, and was not read.`),
    ],
  };
}

function endpointsByHand(args: Arguments, texts: AppConfig['texts']): Endpoints | null {
  const authorization = args.authorizationEndpoint ?? texts.authorizationEndpoint;
  if (authorization === undefined) return null;
  const named = {
    authorization,
    token: args.tokenEndpoint ?? texts.tokenEndpoint,
    keys: args.jwksUri ?? texts.jwksUri,
    userInfo: args.userInfoEndpoint ?? texts.userInfoEndpoint,
    revocation: texts.revocationEndpoint,
    endSession: texts.endSessionEndpoint,
  };
  return Object.fromEntries(Object.entries(named).filter(([, url]) => url !== undefined && isAskable(url)));
}

function responseTypeOf(args: Arguments, texts: AppConfig['texts'], endpoints: Endpoints | null): ResponseType {
  const written = RESPONSE_TYPES.find((type) => type === texts.responseType);
  if (args.flow === 'code') return 'code';
  if (written !== undefined && (args.flow === null || written !== 'code')) return written;
  // Without keys there is no id_token to verify.
  return endpoints && !endpoints.keys ? 'token' : 'id_token token';
}

/** A URI of the app as a whole; one that is written as a whole stays as it is written. */
function absolute(uri: string, origin: string): string {
  if (isAskable(uri)) return uri;
  const url = urlOf(uri, `${origin}/`);
  if (url && isAskable(url.href) && url.origin === origin) return url.href;
  throw new ArgumentsError(
    `"${shownUrl(uri)}" is no address of the app: write an http(s) URL, or a path below ${origin}, without a user name.`,
  );
}

function urlOf(text: string, base: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}
