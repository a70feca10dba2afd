import { HttpErrorResponse } from '@angular/common/http';

/** Why the API did not do what it was asked. */
export interface Problem {
  /** 0 when there was no answer at all. */
  readonly status: number;
  /** One sentence for the person. */
  readonly detail: string;
  /** What is wrong with single fields of what was sent. */
  readonly errors: readonly FieldFault[];
  /** Whether the entry is not what it was when it was loaded: somebody has approved, changed or deleted it since. */
  readonly isOutdated: boolean;
}

interface FieldFault {
  readonly field: string;
  readonly detail: string;
}

/**
 * Reads the problem details of a failed request.
 * @see RFC 9457, section 3
 */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof HttpErrorResponse)) throw error;
  const { status } = error;
  const body: unknown = error.error;
  const { detail, errors }: { detail?: unknown; errors?: unknown } = typeof body === 'object' && body ? body : {};
  return {
    status,
    detail: status !== 0 && typeof detail === 'string' ? detail : inOurWords(status),
    errors: Array.isArray(errors) ? errors.filter(isFieldFault) : [],
    isOutdated: [404, 409, 412].includes(status),
  };
}

/** Reads why an entry was not changed that was there when the list was loaded. */
export function problemOfChange(error: unknown): Problem {
  const problem = problemOf(error);
  return problem.status === 404 ? { ...problem, detail: 'This entry was deleted meanwhile.' } : problem;
}

function inOurWords(status: number): string {
  return status === 0
    ? 'The timesheets server does not answer. Check your connection, then try again.'
    : 'The timesheets server could not do this. Try again in a moment.';
}

function isFieldFault(value: unknown): value is FieldFault {
  return (
    typeof value === 'object' &&
    value !== null &&
    'field' in value &&
    typeof value.field === 'string' &&
    'detail' in value &&
    typeof value.detail === 'string'
  );
}
