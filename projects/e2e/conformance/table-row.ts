import type { TestCase } from '@playwright/test/reporter';
import type { AuthResponseType } from 'ngx-implicit-auth';

/** The response types with an id_token from the authorization endpoint. */
export const RESPONSE_TYPES = ['id_token', 'id_token token'] as const satisfies readonly AuthResponseType[];
export type ImplicitResponseType = (typeof RESPONSE_TYPES)[number];

/** Where in the printed table the result of a test stands. */
export interface Place {
  /** The heading above it. Default: the one section that has the name. */
  readonly section?: string;
  readonly name: string;
  readonly responseType: AuthResponseType;
}

export interface Row extends Place {
  /** What is expected. */
  readonly outcome: string;
}

const ANNOTATION = 'row of the conformance table';

/** What to declare a test with. */
export function inRow(row: Row) {
  return { annotation: { type: ANNOTATION, description: JSON.stringify(row) } };
}

/** The row of a test; `null` when it is no conformance test. */
export function rowOf({ annotations }: TestCase): Row | null {
  const description = annotations.find(({ type }) => type === ANNOTATION)?.description;
  return description === undefined ? null : (JSON.parse(description) as Row);
}
