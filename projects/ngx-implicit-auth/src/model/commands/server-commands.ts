// What the server answers, and what becomes of the person there.
import fc from 'fast-check';
import { ISSUER, PERSONS } from '../model-server';
import { answerWith, pathIn } from './acts';
import { asksToSignIn, command } from './command';

export const signedInAtServer = command({
  what: fc.constantFrom(...PERSONS),
  can: asksToSignIn,
  told: ({ name, atServer }, person) =>
    atServer?.includes('prompt=none')
      ? `the server answers ${name} silently`
      : `${person} signs in at the server in ${name}`,
  run: (tab, world, person) => {
    const request = tab.atServer!;
    const isSilent = request.includes('prompt=none');
    return answerWith(
      world,
      tab,
      isSilent ? world.server.answerSilently(request) : world.server.answer(request, person),
    );
  },
});

export const refused = command({
  what: fc.tuple(
    fc.constantFrom('access_denied', 'login_required', 'server_error', 'invalid_request'),
    fc.constantFrom(true, true, false),
  ),
  can: asksToSignIn,
  told: ({ name }, [error, hasState]) => `the server answers ${error} in ${name}${hasState ? '' : ' without a state'}`,
  run: (tab, world, [error, hasState]) => {
    world.witness.refusals.refusedByServer(tab);
    return answerWith(world, tab, world.server.refuse(tab.atServer!, error, hasState));
  },
});

export const forged = command({
  what: fc.tuple(
    fc.constantFrom(...PERSONS),
    fc.constantFrom('state' as const, 'nonce' as const, 'signature' as const),
  ),
  can: (tab, { setup }) => asksToSignIn(tab) && setup.hasIdToken,
  told: ({ name }, [, forgery]) => `an answer with a forged ${forgery} comes to ${name}`,
  run: (tab, world, [person, forgery]) => answerWith(world, tab, world.server.answer(tab.atServer!, person, forgery)),
});

export const replayed = command({
  what: fc.nat(3),
  can: ({ page }, { answers }, which) => which < answers.length && !page?.isFrozen,
  told: ({ name }, which) => `answer ${which} is opened again in ${name}`,
  run: async (tab, world, which) => {
    await world.open(tab, pathIn(world.answers[which]!));
  },
});

export const signedOutAtServer = command({
  can: ({ atServer }) => !!atServer?.includes('/session/end'),
  told: ({ name }) => `the server ends its session, and sends ${name} back`,
  run: async (tab, world) => {
    world.server.signOut();
    await world.open(tab, `/?state=${new URL(tab.atServer!).searchParams.get('state') ?? ''}`);
  },
});

export const frontChannel = command({
  told: (_tab, _what, { server }) => `the server signs out ${server.sid} by its front channel`,
  run: async (_, world) => {
    const { sid } = world.server;
    world.server.signOut();
    await world.open(world.serverFrame, `/signed-out?iss=${encodeURIComponent(ISSUER)}&sid=${sid}`);
    world.witness.signOuts.byServer(world.serverFrame.page!, sid);
    world.serverFrame.page!.end();
  },
});

export const sessionChangesAtServer = command({
  what: fc.constantFrom(null, ...PERSONS),
  told: (_, person) => `${person ?? 'nobody'} is signed in at the server now`,
  run: (_, { server }, person) => {
    if (person) server.signIn(person);
    else server.signOut();
  },
});

export const serverChanges = command({
  what: fc.constantFrom(
    'down',
    'up',
    'up',
    'offline',
    'online',
    'online',
    'no userinfo',
    'consent',
    'refuses' as const,
  ),
  told: (_, what) => `the server, or the way to it: ${what}`,
  run: (_, world, what) => {
    const { server } = world;
    if (what === 'down' || what === 'up') server.isUp = what === 'up';
    if (what === 'offline' || what === 'online') world.isOnline = what === 'online';
    if (what === 'online') for (const page of world.runningPages) page.dispatch('online');
    if (what === 'no userinfo') server.isUserInfoUp = !server.isUserInfoUp;
    if (what === 'consent') server.asksForConsent = !server.asksForConsent;
    if (what === 'refuses') server.refusals = 1;
  },
});
