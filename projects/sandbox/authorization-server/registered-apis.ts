import type { ApiScope } from './people/scopes.ts';

/** An API as an authorization server knows it. */
export interface RegisteredApi {
  /** The `aud` of its access tokens. */
  readonly audience: string;
  readonly scopes: readonly ApiScope[];
}

/** The APIs that the sandbox serves, by the timesheets API's audience. */
export function registeredApis(audience: string) {
  return {
    timesheets: { audience, scopes: ['read:timesheets', 'write:timesheets', 'approve:timesheets'] },
    reports: { audience: `${audience}/reports`, scopes: ['read:reports'] },
    payroll: { audience: `${audience}/payroll`, scopes: ['read:payroll'] },
  } as const satisfies Record<string, RegisteredApi>;
}
