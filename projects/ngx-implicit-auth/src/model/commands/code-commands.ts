// What may happen to codes, to what redeems them, and to refresh tokens.
import fc from 'fast-check';
import { parseJson } from '../../lib/session/auth-storage';
import { PERSONS } from '../model-server';
import { GRANT_TYPES, MISHAPS } from '../model-token-endpoint';
import { codeOfOtherServer, OTHER_ISSUER } from '../other-server';
import type { Tab } from '../page';
import type { World } from '../world';
import { answerWith } from './acts';
import { asksToSignIn, command } from './command';

const asksForCode = (tab: Tab, { setup }: World) => setup.flow === 'code' && asksToSignIn(tab);

/** Requests whose answers can be mixed up: the tab's own, one of a stranger's browser, and the last ones of all tabs. */
function requestsAround({ atServer }: Tab, { requests }: World): readonly string[] {
  const own = atServer!;
  const stranger = new URL(own);
  for (const name of ['state', 'nonce', 'code_challenge']) stranger.searchParams.set(name, 'of-a-stranger');
  return [own, stranger.href, ...requests.filter((url) => url !== own).slice(-2)];
}

export const codeInjected = command({
  what: fc.tuple(fc.constantFrom(...PERSONS), fc.nat(3), fc.nat(3)),
  can: (tab, world, [, code, state]) =>
    asksForCode(tab, world) && code !== state && Math.max(code, state) < requestsAround(tab, world).length,
  told: ({ name }, [person, code, state]) =>
    `an answer comes to ${name} with the code of request ${code} for ${person}, and the state of request ${state}`,
  run: (tab, world, [person, code, state]) => {
    const requests = requestsAround(tab, world);
    return answerWith(world, tab, world.server.inject(requests[code]!, requests[state]!, person));
  },
});

export const mixedUp = command({
  what: fc.boolean(),
  // Who says nothing of whose answer it is, where the server always does.
  can: (tab, world, isNamed) => asksForCode(tab, world) && (isNamed || world.setup.namesIssuer),
  told: ({ name }, isNamed) =>
    `an answer of another server comes to ${name}${isNamed ? '' : ', which does not say that it is'}`,
  run: (tab, world, isNamed) => {
    const url = new URL(world.server.refuse(tab.atServer!, ''));
    url.searchParams.delete('error');
    url.searchParams.set('code', codeOfOtherServer(world.number()));
    if (isNamed) url.searchParams.set('iss', OTHER_ISSUER);
    else url.searchParams.delete('iss');
    return answerWith(world, tab, url.href);
  },
});

export const lastAnswerAgain = command({
  can: ({ page }, { answers, setup }) => setup.flow === 'code' && answers.length > 0 && !page?.isFrozen,
  told: ({ name }) => `the last answer is opened again in ${name}`,
  run: (tab, world) => answerWith(world, tab, world.answers.at(-1)!),
});

export const verifierLost = command({
  what: fc.constantFrom('the verifier', 'the record', 'all that is stored'),
  can: asksForCode,
  told: ({ name }, what) => `${name} loses ${what} while the person is at the server`,
  run: (tab, { witness }, what) => {
    const { storage } = tab;
    if (what === 'all that is stored') {
      storage.clear();
      witness.storageCleared(tab);
    }
    for (const key of Object.keys(storage).filter((one) => one.includes(' sign-in '))) {
      const { exchange, ...record } = parseJson(storage.getItem(key)) as { readonly exchange?: unknown };
      if (what === 'the record' || !exchange) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify(record));
    }
  },
});

export const mishapAtTokenEndpoint = command({
  what: fc.tuple(fc.constantFrom(...GRANT_TYPES, 'refresh_token'), fc.constantFrom(...MISHAPS)),
  can: (_, { setup }) => setup.flow === 'code',
  told: (_, [grantType, mishap]) => `the token endpoint ${mishap}, at the next ${grantType}`,
  run: (_, { server }, [grantType, mishap]) => {
    server.tokenEndpoint.mishaps[grantType].push(mishap);
  },
});

export const renewedEverywhere = command({
  can: (_, { setup, runningPages }) => setup.flow === 'code' && setup.renewal === 'frame' && runningPages.length > 1,
  told: () => 'all tabs call renew()',
  run: (_, { runningPages, witness }) => {
    for (const page of runningPages)
      page.run(() => {
        witness.promises.handOut(page, 'renew()', page.app!.auth.renew());
      });
  },
});

export const killedWhileRefreshing = command({
  can: ({ page }, { witness }) => !!page && witness.refreshTokens.isUnderWay(page),
  told: ({ name }) => `the browser kills ${name} while it refreshes, and opens it again`,
  run: (tab, world) => world.open(tab),
});
