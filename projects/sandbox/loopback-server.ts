import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that answers, and how to end it. */
export interface RunningServer {
  /** Its origin, such as `http://localhost:4300`: no slash at the end. */
  readonly url: string;
  /** Ends it, open connections included. */
  close(): Promise<void>;
}

/** Answers a request, at once or later. It deals with its own failures. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

/** The port is in use by another program. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
  readonly port: number;

  constructor(port: number, options?: ErrorOptions) {
    super(`Port ${port} is taken by another program.`, options);
    this.port = port;
  }
}

/**
 * Listens on `localhost` and on no other network.
 *
 * Both loopback addresses are bound: a browser asks `::1` first, and would otherwise reach whatever other program
 * listens there.
 *
 * @param port 0 takes a free one.
 * @param createListener receives the server's own URL, which is known only now when the port is 0.
 * @throws PortTakenError
 */
export async function listenOnLoopback(
  port: number,
  createListener: (url: string) => Listener,
): Promise<RunningServer> {
  const servers = await bind(port);
  const url = `http://localhost:${portOf(servers[0])}`;
  const listener = createListener(url);
  for (const server of servers) server.on('request', (request, response) => void listener(request, response));
  return {
    url,
    async close() {
      await Promise.all(servers.map(close));
    },
  };
}

async function bind(port: number): Promise<[Server, ...Server[]]> {
  const ipv4 = await listen(port, '127.0.0.1');
  try {
    return [ipv4, await listen(portOf(ipv4), '::1')];
  } catch (error) {
    if (hasNoIpv6(error)) return [ipv4];
    await close(ipv4);
    // A port that was free on 127.0.0.1 need not be free on ::1.
    if (port === 0 && error instanceof PortTakenError) return bind(0);
    throw error;
  }
}

function listen(port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (cause) =>
      reject(codeOf(cause) === 'EADDRINUSE' ? new PortTakenError(port, { cause }) : cause),
    );
    server.listen(port, host, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function hasNoIpv6(error: unknown): boolean {
  return ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(codeOf(error) ?? '');
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
