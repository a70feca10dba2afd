import type { ServerResponse } from 'node:http';

/** What is wrong with one field of a body. */
export interface FieldFault {
  readonly field: string;
  readonly detail: string;
}

const TITLES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  428: 'Precondition Required',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

interface ProblemOptions extends ErrorOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly faults?: readonly FieldFault[];
}

/** A request that is not served, and why. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: keyof typeof TITLES;
  readonly headers: Readonly<Record<string, string>>;
  readonly faults: readonly FieldFault[] | undefined;

  /** @param detail one sentence for whoever made the request. */
  constructor(status: keyof typeof TITLES, detail: string, options: ProblemOptions = {}) {
    super(detail, options);
    this.status = status;
    this.headers = options.headers ?? {};
    this.faults = options.faults;
  }
}

/**
 * Answers with problem details.
 *
 * @see RFC 9457, section 3
 */
export function sendProblem(response: ServerResponse, problem: Problem): void {
  const { status, message, headers, faults } = problem;
  response.writeHead(status, { ...headers, 'Content-Type': 'application/problem+json' });
  response.end(JSON.stringify({ type: 'about:blank', title: TITLES[status], status, detail: message, errors: faults }));
}
