import fc, { type AsyncCommand } from 'fast-check';
import type { Tab } from '../page';
import type { World } from '../world';

/** Commands of one kind, which differ in what is chosen at random. */
export type ModelCommands = fc.Arbitrary<AsyncCommand<World, World>>;

/** One kind of thing that happens in a tab: in which it can, in which words it is told, and what it does. */
interface Kind<T> {
  /** What is chosen at random beside the tab. */
  readonly what?: fc.Arbitrary<T>;
  readonly can?: (tab: Tab, world: World, what: T) => boolean;
  readonly told: (tab: Tab, what: T, world: World) => string;
  readonly run: (tab: Tab, world: World, what: T) => unknown;
}

/** Has something happen in one of the tabs in which it can. */
export function command<T>({ what, can = isThere, told, run }: Kind<T>): ModelCommands {
  return fc
    .tuple(fc.nat(2), what ?? (fc.constant(undefined) as fc.Arbitrary<unknown> as fc.Arbitrary<T>))
    .map(([at, chosen]) => {
      const candidates = (world: World) => world.tabs.filter((tab) => can(tab, world, chosen));
      return {
        check: (world) => candidates(world as World).length > 0,
        run: async (world) => {
          const all = candidates(world);
          const tab = all[at % all.length]!;
          world.device.tell(told(tab, chosen, world));
          await run(tab, world, chosen);
          await world.device.settle();
          world.look();
        },
        toString: () => JSON.stringify([at, chosen]),
      };
    });
}

const isThere = () => true;
export const isOpen = ({ page }: Tab) => !!page?.isRunning;
export const isClosed = ({ page, atServer }: Tab) => !page && atServer === null;
export const isFrozen = ({ page }: Tab) => !!page?.isFrozen;
export const isAtServer = ({ atServer }: Tab) => atServer !== null;
export const asksToSignIn = ({ atServer }: Tab) => !!atServer?.includes('/authorize');
