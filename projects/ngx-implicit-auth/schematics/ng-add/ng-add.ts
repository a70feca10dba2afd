import { schematic, type Rule } from '@angular-devkit/schematics';
import { type NgAddOptions } from './options.ts';
import { serverNamed } from './servers.ts';

/** Asks which server it is. The schematic of that name asks what is needed for it, and sets the app up. */
export function ngAdd(options: NgAddOptions): Rule {
  const { server = 'own', api = [] } = options;
  serverNamed(server);
  // The question for the APIs takes a text; an empty list is no answer to it.
  const apis = typeof api === 'string' || api.length > 0 ? String(api) : undefined;
  return schematic(server, { ...options, server, api: apis });
}
