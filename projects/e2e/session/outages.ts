import type { Route } from '@playwright/test';

/** How it comes that the server does not answer as it should: for each, what its addresses answer. */
export const OUTAGES: readonly (readonly [name: string, answer: (route: Route) => Promise<void>])[] = [
  ['is down', (route) => route.abort('connectionrefused')],
  ['answers everything with 503', (route) => route.fulfill({ status: 503, body: 'Service unavailable' })],
];
