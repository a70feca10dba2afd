import { startApi } from './api/start-api.ts';
import { startAuthorizationServer } from './authorization-server/start-authorization-server.ts';
import { CommandLineError, parseCommandLine, USAGE, type SandboxSettings } from './command-line.ts';
import { PortTakenError, type RunningServer } from './loopback-server.ts';

try {
  const settings = parseCommandLine(process.argv.slice(2), process.env);
  if (settings === 'help') console.log(USAGE);
  else await run(settings);
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}

async function run(settings: SandboxSettings): Promise<void> {
  const running: RunningServer[] = [];
  const end = (): Promise<unknown> => Promise.all(running.splice(0).map((server) => server.close()));
  const audience = `http://localhost:${settings.apiPort}`;
  try {
    const server = await startAuthorizationServer({ ...settings, port: settings.serverPort, audience });
    running.push(server);
    const api = await startApi({ ...settings, ...server.accessTokens, port: settings.apiPort, audience });
    running.push(api);
    console.log(`Authorization server: ${server.url}`);
    console.log(`Timesheets API: ${api.url}`);
  } catch (error) {
    await end();
    throw error;
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end());
}

function messageOf(error: unknown): string {
  if (error instanceof CommandLineError) return `${error.message}\n\n${USAGE}`;
  if (error instanceof PortTakenError) {
    const { port } = error;
    const remedy = `End that program (lsof -i :${port} names it)`;
    return `${error.message} ${remedy}, or choose other ports with --server-port and --api-port.`;
  }
  return error instanceof Error ? error.message : String(error);
}
