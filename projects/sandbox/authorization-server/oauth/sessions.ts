import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Person } from '../people/accounts.ts';

/** Who is signed in to this server in one browser, and what the app was allowed there. */
interface Session {
  readonly person: Person;
  readonly allowedScopes: Set<string>;
}

/** The sessions of a server. */
export interface Sessions {
  find(request: IncomingMessage): Session | undefined;
  /** Begins a session, in the place of whatever this browser had before. */
  begin(response: ServerResponse, person: Person): void;
}

/** An empty store. Cookies ignore ports, so the cookie's name keeps two sandboxes apart. */
export function createSessions(url: string): Sessions {
  const cookie = `sandbox-${new URL(url).port}-session`;
  const sessions = new Map<string, Session>();
  return {
    find({ headers }) {
      const pair = headers.cookie?.split('; ').find((text) => text.startsWith(`${cookie}=`));
      return sessions.get(pair?.slice(cookie.length + 1) ?? '');
    },
    begin(response, person) {
      const id = randomUUID();
      sessions.set(id, { person, allowedScopes: new Set() });
      response.setHeader('Set-Cookie', `${cookie}=${id}; Path=/; HttpOnly; SameSite=Lax`);
    },
  };
}
