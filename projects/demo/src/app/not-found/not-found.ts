import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon } from '../ui/icon';

/** The page for an address that is no other page's. */
@Component({
  selector: 'demo-not-found',
  imports: [Icon, RouterLink],
  template: `
    <section class="card centred">
      <span class="emblem"><demo-icon name="search" /></span>
      <h1>There is no such page</h1>
      <p>The address may be mistyped, or the page may have moved.</p>
      <a class="button primary" routerLink="/">Go to the start</a>
    </section>
  `,
})
export class NotFound {}
