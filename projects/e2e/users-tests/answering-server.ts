import { asPage } from '../../ngx-implicit-auth/playwright/answer.ts';
import { settingsFrom } from '../../ngx-implicit-auth/playwright/auth-server-options.ts';
import { stateFrom } from '../../ngx-implicit-auth/playwright/auth-server.ts';
import { answerFrom } from '../../ngx-implicit-auth/playwright/endpoints.ts';
import type { ServerState } from '../../ngx-implicit-auth/playwright/server-state.ts';
import { listenOnLoopback, type RunningServer } from '../../sandbox/loopback-server.ts';
import { readFormBody } from '../../sandbox/request-body.ts';

/** An app, and what it has asked its server wrongly. */
export interface Answering {
  readonly app: string;
  readonly problems: readonly string[];
}

/** Starts what answers as the fixture does, by http in place of a browser's routes. */
export async function startAnswering(): Promise<
  RunningServer & { readonly answerFor: (app: string, isSignedIn: boolean) => Promise<Answering> }
> {
  let state: ServerState | undefined;
  const server = await listenOnLoopback(0, (url) => async (request, response) => {
    if (!state) throw new Error('The app is not known yet.');
    const at = new URL(request.url ?? '/', url);
    const { method = 'GET' } = request;
    const parameters = method === 'POST' ? await readFormBody(request) : at.searchParams;
    const headers = request.headers as Record<string, string>;
    const { status, body, ...answer } = asPage(await answerFrom(state, { method, url: at, headers, parameters }));
    response.writeHead(status, answer.headers).end(body);
  });
  return {
    ...server,
    async answerFor(app, isSignedIn) {
      const now = () => Math.floor(Date.now() / 1_000);
      const options = { issuer: server.url, clientId: 'timesheets-spa', isSignedIn };
      state = await stateFrom(settingsFrom(options, app), now);
      return { app, problems: state.problems };
    },
  };
}
