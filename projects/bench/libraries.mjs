// The columns of the table: this library, and those that are measured beside it.
import { peers } from './peers.mjs';

export const own = 'ngx-implicit-auth';
export const libraries = [own, ...peers];

/** The figure of each library, by its name. */
export function forEachLibrary(figure) {
  return Object.fromEntries(libraries.map((library) => [library, figure(library)]));
}
