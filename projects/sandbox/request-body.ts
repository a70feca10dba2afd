import type { IncomingMessage } from 'node:http';

const FORM_LIMIT_BYTES = 8 * 1024;

/** The body is longer than allowed. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/**
 * Reads a request's body as UTF-8 text.
 *
 * @param limit in bytes.
 * @throws BodyTooLargeError once more than `limit` bytes have come.
 * @throws TypeError when the bytes are not UTF-8.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop must not destroy the socket: the answer still has to go out on it.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += (chunk as Buffer).length;
    if (length > limit) throw new BodyTooLargeError(`The body is longer than ${limit} bytes.`);
    chunks.push(chunk as Buffer);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
}

/**
 * Reads the body of a form.
 *
 * @throws BodyTooLargeError when it is longer than 8 KiB.
 * @throws TypeError when the bytes are not UTF-8.
 */
export async function readFormBody(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams(await readBody(request, FORM_LIMIT_BYTES));
}
