import { HttpErrorResponse } from '@angular/common/http';

/** Why the API did not do what it was asked. */
export interface Problem {
  /** 0 when there was no answer at all. */
  readonly status: number;
  /** One sentence for the person. */
  readonly detail: string;
  /** What is wrong with single fields of what was sent. */
  readonly errors: readonly FieldFault[];
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
  };
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
