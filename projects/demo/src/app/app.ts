import { ViewportScroller } from '@angular/common';
import { Component, computed, inject, viewChild, type ElementRef } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { AuthService } from 'ngx-implicit-auth';
import { filter, map } from 'rxjs';
import { Account } from './shell/account';
import { Cover } from './shell/cover';
import { focusHeadingAfterNavigation } from './shell/focus-heading';
import { ThemeChoice } from './shell/theme-choice';
import { Avatar } from './ui/avatar';
import { injectMayApprove } from './ui/may-approve';
import { injectPerson } from './ui/person';
import { Toast } from './ui/toast';

/** In pixels: as much as a card has above its heading, and a little more. */
const ROOM_ABOVE_HEADING = 40;

/** What every page has around it. */
@Component({
  selector: 'demo-root',
  imports: [Avatar, Cover, RouterLink, RouterLinkActive, RouterOutlet, ThemeChoice],
  templateUrl: './app.html',
  styleUrl: './app.css',
})
export class App {
  readonly #router = inject(Router);
  readonly #routeData = toSignal(
    this.#router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(() => this.#router.routerState.snapshot.root.firstChild?.data ?? {}),
    ),
    { initialValue: {} },
  );
  private readonly header = viewChild.required<ElementRef<HTMLElement>>('header');
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');

  protected readonly auth = inject(AuthService);
  protected readonly account = inject(Account);
  protected readonly toast = inject(Toast);
  protected readonly person = injectPerson();
  readonly #mayApprove = injectMayApprove();
  /** What the person may open: the list to approve opens for approvers alone. */
  protected readonly pages = computed(() =>
    [
      { path: '/timesheets', name: 'Timesheets', isOpen: true },
      { path: '/approve', name: 'Approve', isOpen: this.#mayApprove() },
      { path: '/profile', name: 'Profile', isOpen: true },
      { path: '/session', name: 'Session', isOpen: true },
    ].filter(({ isOpen }) => isOpen),
  );

  /** Covers a personal page as soon as the session has ended, also when Back brings the page to life again. */
  protected readonly isCovered = computed(
    () => this.account.isSigningOut() || ('personal' in this.#routeData() && !this.auth.isAuthenticated()),
  );
  /** Also while the server is asked without a page: a button that goes and comes again is missed by whoever presses it. */
  protected readonly offersSignIn = computed(
    () =>
      ['signed-out', 'renewing', 'failed'].includes(this.auth.state().status) && !('offersSignIn' in this.#routeData()),
  );

  constructor() {
    focusHeadingAfterNavigation();
    // What a link leads to is not to be under the header.
    inject(ViewportScroller).setOffset(() => [0, this.header().nativeElement.offsetHeight + ROOM_ABOVE_HEADING]);
  }

  protected skipToContent(event: Event): void {
    // With a base href, "#content" alone would lead to another page.
    event.preventDefault();
    this.main().nativeElement.focus();
  }
}
