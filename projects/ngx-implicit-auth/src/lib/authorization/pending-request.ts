import type { ServerMetadata } from '../protocol/server-metadata';

/** All that is needed to verify the answer to one authorization request, without asking the server anything. */
export interface PendingRequest {
  readonly nonce: string;
  /** Epoch milliseconds. */
  readonly requestedAt: number;
  /** The server as it was when it was asked, its keys included. */
  readonly server: ServerMetadata;
  readonly maxAgeSeconds?: number;
  readonly acrValues?: string;
}
