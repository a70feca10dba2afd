/** The authorization servers that the sandbox can be, each like one that is met in the wild. */
export const SERVER_NAMES = ['strict', 'auth0', 'aidbox', 'query'] as const;

/** Which authorization server the sandbox is. */
export type ServerName = (typeof SERVER_NAMES)[number];

/** Whether there is a server of this name. */
export function isServerName(name: string): name is ServerName {
  return (SERVER_NAMES as readonly string[]).includes(name);
}
