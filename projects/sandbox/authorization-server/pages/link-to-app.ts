import type { AppAddress } from '../app-addresses.ts';
import { html, type Html } from './html.ts';

/** The way back to the app for whoever is stuck on a page of this server. */
export function linkToApp(app: AppAddress): Html {
  return html`<div class="choice"><a class="button primary" href="${app.root}">Go to Timesheets</a></div>`;
}
