import type { IncomingMessage, ServerResponse } from 'node:http';
import { BodyTooLargeError, readBody } from '../../request-body.ts';
import type { AppAddress } from '../app-addresses.ts';
import type { ErrorExplanation } from '../pages/error-explanations.ts';
import { renderErrorPage } from '../pages/error-page.ts';
import type { PageContext } from '../pages/page.ts';

const FORM_LIMIT_BYTES = 8 * 1024;

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

/** Reads a form. `undefined` when there is none, or it is too long. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return undefined;
  try {
    return new URLSearchParams(await readBody(request, FORM_LIMIT_BYTES));
  } catch (error) {
    if (error instanceof BodyTooLargeError || error instanceof TypeError) return undefined;
    throw error;
  }
}
