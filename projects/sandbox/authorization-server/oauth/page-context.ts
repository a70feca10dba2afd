import type { IncomingMessage, ServerResponse } from 'node:http';
import { BodyTooLargeError, readFormBody } from '../../request-body.ts';
import type { AppAddress } from '../app-addresses.ts';
import type { ErrorExplanation } from '../pages/error-explanations.ts';
import { renderErrorPage } from '../pages/error-page.ts';
import type { PageContext } from '../pages/page.ts';

/** Sends a page. */
export function sendPage(response: ServerResponse, status: number, render: (page: PageContext) => void): void {
  const page: PageContext = { type: '', body: '', set: (field, value) => response.setHeader(field, value) };
  render(page);
  response.writeHead(status, { 'Content-Type': page.type }).end(page.body);
}

/** Sends a page that says what went wrong. */
export function sendErrorPage(
  response: ServerResponse,
  status: number,
  error: ErrorExplanation,
  app: AppAddress,
): void {
  sendPage(response, status, (page) => renderErrorPage(page, error, app));
}

/** Reads a form; `undefined` when there is none, or none that can be read. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return undefined;
  try {
    return await readFormBody(request);
  } catch (error) {
    if (error instanceof BodyTooLargeError || error instanceof TypeError) return undefined;
    throw error;
  }
}
