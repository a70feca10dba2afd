import type { Person } from '../model-server';
import type { Page, Tab } from '../page';
import type { World } from '../world';

export const login = (world: World, page: Page) => {
  const returnTo = `/from-login?n=${world.number()}`;
  page.run(() => {
    world.witness.promises.handOut(page, 'login()', page.app!.auth.login({ returnTo }));
  });
};
export const logout = (world: World, page: Page, options: { readonly scope?: 'local'; readonly revoke?: boolean }) => {
  world.witness.signOuts.askedFor(page, options);
  page.run(() => {
    world.witness.promises.handOut(page, 'logout()', page.app!.auth.logout(options));
  });
};
/** A URL of the app's, without its origin. */
export const pathIn = (url: string) => url.slice(new URL(url).origin.length);
export const answerWith = async (world: World, tab: Tab, url: string) => {
  world.answers.push(url);
  const { auth } = await world.open(tab, pathIn(url));
  world.witness.promises.handOut(tab.page!, 'ready', auth.ready);
};

/** Signs somebody in without anything coming in between. */
export async function signIn(world: World, where: Tab, person: Person): Promise<void> {
  where.stays = false;
  if (!where.page) await world.open(where);
  login(world, where.page!);
  await world.device.arriveAll();
  const { atServer } = where;
  if (!atServer?.includes('/authorize')) return;
  await answerWith(world, where, world.server.answer(atServer, person));
  await world.device.arriveAll();
}
