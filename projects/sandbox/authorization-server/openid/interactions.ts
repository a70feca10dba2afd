import { errors, type Provider } from 'oidc-provider';
import { BodyTooLargeError, readFormBody } from '../../request-body.ts';
import type { AppAddresses } from '../app-addresses.ts';
import type { ServerSettings } from '../authorization-server.ts';
import { PAGE_UNKNOWN, PAGE_USED } from '../pages/error-explanations.ts';
import { renderErrorPage } from '../pages/error-page.ts';
import type { RegisteredApi } from '../registered-apis.ts';
import { answerConsent, showConsent } from './consent.ts';
import type { Interaction, Middleware } from './interaction.ts';
import { answerLogin, showLogin } from './login.ts';

/** Serves the login and the consent page, and takes their answers. */
export function interactions(
  provider: Provider,
  { accounts, apps }: ServerSettings,
  apis: readonly RegisteredApi[],
): Middleware {
  return async (ctx, next) => {
    const uid = /^\/interaction\/([\w-]+)$/.exec(ctx.path)?.[1];
    if (uid === undefined) {
      await next();
      return;
    }

    try {
      const details = await provider.interactionDetails(ctx.req, ctx.res);
      if (details.uid !== uid) throw new errors.SessionNotFound('another interaction');
      await serve({ ctx, provider, accounts, apis, details });
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) throw error;
      ctx.status = 400;
      renderErrorPage(ctx, PAGE_USED, apps[0]);
    }
  };
}

/** Answers an address where nothing is with a page, instead of a bare "Not Found". */
export function unknownPages(apps: AppAddresses): Middleware {
  return async (ctx, next) => {
    await next();
    if (ctx.status === 404 && !ctx.body && ctx.accepts('html')) {
      ctx.status = 404;
      renderErrorPage(ctx, PAGE_UNKNOWN, apps[0]);
    }
  };
}

async function serve(interaction: Interaction): Promise<void> {
  const { ctx, details } = interaction;
  const isLogin = details.prompt.name === 'login';
  if (ctx.method === 'POST') {
    const form = await readForm(interaction);
    return isLogin ? answerLogin(interaction, form) : answerConsent(interaction, form);
  }
  return isLogin ? showLogin(interaction) : showConsent(interaction);
}

async function readForm({ ctx, provider }: Interaction): Promise<URLSearchParams> {
  // The interaction's cookie is SameSite=Lax, but to a browser every port of localhost is the same site.
  const origin = ctx.get('Origin');
  if (origin && origin !== new URL(provider.issuer).origin) ctx.throw(403, 'This form was sent from another site.');
  if (!ctx.is('urlencoded')) ctx.throw(415, 'A form is expected here.');
  try {
    return await readFormBody(ctx.req);
  } catch (error) {
    return ctx.throw(error instanceof BodyTooLargeError ? 413 : 400, 'This form cannot be read.');
  }
}
