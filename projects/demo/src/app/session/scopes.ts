import { Component, computed, input } from '@angular/core';
import type { Session } from 'ngx-implicit-auth';
import { authConfig } from '../auth.config';
import { Icon } from '../ui/icon';

const MEANINGS: Readonly<Record<string, string>> = {
  openid: 'Know that it is you',
  profile: 'Know your name and your role',
  email: 'Know your email address',
  'read:timesheets': 'See your timesheets',
  'write:timesheets': 'Add to your timesheets',
  'approve:timesheets': 'See and approve those of others',
};

/** What was asked for, and which of it was granted. */
@Component({
  selector: 'demo-scopes',
  imports: [Icon],
  template: `
    <ul>
      @for (scope of scopes(); track scope.name) {
        <li [class.refused]="!scope.isGranted">
          <demo-icon [name]="scope.isGranted ? 'check' : 'cross'" />
          <span class="visually-hidden">{{ scope.isGranted ? 'Granted: ' : 'Not granted: ' }}</span>
          <span
            >{{ scope.meaning }}<br /><code>{{ scope.name }}</code></span
          >
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      display: grid;
      gap: 0.625rem;
      margin-top: 1rem;
    }
    li {
      display: grid;
      grid-template-columns: auto 1fr;
      gap: 0.625rem;
      font-size: 0.9375rem;
      line-height: 1.4;
    }
    demo-icon {
      margin-top: 0.125rem;
      color: var(--accent);
      font-size: 0.875rem;
    }
    code,
    .refused {
      color: var(--quiet);
    }
    .refused demo-icon {
      color: var(--bad);
    }
  `,
})
export class Scopes {
  readonly session = input.required<Session>();

  protected readonly scopes = computed(() => {
    const { scope, claims } = this.session();
    const granted = new Set(scope.split(' '));
    // The scope of the response is the access token's. What was granted about the person shows in the id_token instead.
    if (claims) granted.add('openid');
    if (claims?.name !== undefined) granted.add('profile');
    if (claims?.email !== undefined) granted.add('email');
    return authConfig.scope.split(' ').map((name) => ({
      name,
      meaning: MEANINGS[name],
      isGranted: granted.has(name),
    }));
  });
}
