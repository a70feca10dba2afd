import { errors, type InteractionResults } from 'oidc-provider';
import { renderConsentPage } from '../pages/consent-page.ts';
import type { Person } from '../people/accounts.ts';
import { describeScopes } from '../people/scopes.ts';
import { grantableScopes, requestedApi } from './grantable-scopes.ts';
import { NOTHING_MAY_BE_GRANTED } from './interaction-policy.ts';
import type { Interaction } from './interaction.ts';

/** Shows what the app asks for, or refuses where nothing of it may be granted. */
export async function showConsent(interaction: Interaction): Promise<void> {
  const { ctx, provider, details, apis } = interaction;
  if (details.prompt.reasons.includes(NOTHING_MAY_BE_GRANTED)) {
    return finish(interaction, refusal('This account may not have the permissions that were asked for.'));
  }
  const client = await provider.Client.find(String(details.params['client_id']));
  const person = whoConsents(interaction);
  renderConsentPage(ctx, {
    app: client?.clientName ?? '',
    person,
    permissions: describeScopes(grantableScopes(details.params, person, apis)),
  });
}

/** Grants what was asked for, as far as the person may; or tells the app that they would not. */
export async function answerConsent(interaction: Interaction, form: URLSearchParams): Promise<void> {
  const result =
    form.get('decision') === 'allow'
      ? { consent: { grantId: await saveGrant(interaction) } }
      : refusal('The person did not allow it.');
  return finish(interaction, result);
}

async function saveGrant(interaction: Interaction): Promise<string> {
  const { provider, details, apis } = interaction;
  const person = whoConsents(interaction);
  const earlier = details.grantId ? await provider.Grant.find(details.grantId) : undefined;
  const grant =
    earlier ?? new provider.Grant({ accountId: person.username, clientId: String(details.params['client_id']) });
  const { identity, api } = grantableScopes(details.params, person, apis);
  grant.addOIDCScope(identity.join(' '));
  if (api.length > 0) grant.addResourceScope(String(requestedApi(details.params)), api.join(' '));
  return grant.save();
}

function whoConsents({ accounts, details }: Interaction): Person {
  const person = accounts.find(details.session?.accountId ?? '');
  if (!person) throw new errors.SessionNotFound('nobody is signed in');
  return person;
}

function refusal(description: string): InteractionResults {
  return { error: 'access_denied', error_description: description };
}

async function finish({ ctx, provider }: Interaction, result: InteractionResults): Promise<void> {
  const next = await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: true });
  ctx.status = 303;
  ctx.redirect(next);
}
