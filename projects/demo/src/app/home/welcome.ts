import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { preparePopup } from 'ngx-implicit-auth';
import { Account } from '../shell/account';
import { StatusBadge } from '../timesheets/status-badge';
import { WeekBars } from '../timesheets/week-bars';
import { Icon, type IconName } from '../ui/icon';

interface Feature {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
}

/** What the product does, for visitors. */
@Component({
  selector: 'demo-welcome',
  imports: [Icon, RouterLink, StatusBadge, WeekBars],
  templateUrl: './welcome.html',
  styleUrl: './welcome.css',
})
export class Welcome {
  protected readonly account = inject(Account);

  constructor() {
    void preparePopup();
  }

  protected readonly features: readonly Feature[] = [
    {
      icon: 'pencil',
      title: 'Written down in seconds',
      text: 'A day, the hours, the project. A note if there is something to say.',
    },
    {
      icon: 'shield',
      title: 'Approved with one click',
      text: 'Approvers see what waits, person by person. Nobody approves their own.',
    },
    {
      icon: 'chart',
      title: 'Clear at a glance',
      text: 'Every entry says where it stands, and every week adds itself up.',
    },
  ];

  protected readonly week = [8, 7.5, 6, 8, 4].map((hours, index) => ({ date: `2026-01-0${5 + index}`, hours }));
  protected readonly samples = [
    { project: 'Website', note: 'Search page', entry: { status: 'approved' } },
    { project: 'Workshop', note: 'With the customer', entry: { status: 'submitted' } },
  ] as const;

  protected readonly people = [
    {
      name: 'Alice',
      role: 'Employee',
      text: 'writes her own timesheets.',
      username: 'alice',
      password: 'correct-horse-1',
    },
    {
      name: 'Bob',
      role: 'Approver',
      text: 'writes his, and approves those of others.',
      username: 'bob',
      password: 'correct-horse-2',
    },
  ];
}
