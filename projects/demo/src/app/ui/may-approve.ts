import { computed, inject, type Signal } from '@angular/core';
import { AuthService } from 'ngx-implicit-auth';
import { authConfig } from '../auth.config';

const APPROVE = 'approve:timesheets';

/** Whether the server is asked to let people approve; for whoever it names an approver then. */
export const asksToApprove = authConfig.scope.split(' ').includes(APPROVE);

/** Whether whoever is signed in may approve what others have handed in. */
export function injectMayApprove(): Signal<boolean> {
  const { session } = inject(AuthService);
  return computed(() => session()?.scope.split(' ').includes(APPROVE) ?? false);
}
