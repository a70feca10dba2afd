import { SERVER_NAMES, type ServerName } from './server-names.ts';

/** How the demo can get its tokens, by the implicit flow or by a code with PKCE, and which servers offer that. */
export const FLOWS = {
  implicit: SERVER_NAMES,
  code: ['strict', 'auth0', 'aidbox'],
} as const satisfies Record<string, readonly ServerName[]>;

/** How the demo gets its tokens. */
export type Flow = keyof typeof FLOWS;

/** Whether there is a flow of this name. */
export function isFlow(name: string): name is Flow {
  return Object.hasOwn(FLOWS, name);
}

/** Whether a server offers a flow. */
export function offersFlow(server: ServerName, flow: Flow): boolean {
  return (FLOWS[flow] as readonly ServerName[]).includes(server);
}
