import type { StartedApp } from './start-app';

export const elementOf = ({ fixture }: StartedApp) => fixture.nativeElement as HTMLElement;

/** @throws Error when there is none */
export function part(app: StartedApp, selector: string): HTMLElement {
  const found = elementOf(app).querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
}

/** What stands in a region that is read out: heading and sentences. */
export function said(app: StartedApp, role: 'status' | 'alert'): string[] {
  return [...part(app, `[role=${role}]`).children].map(({ textContent }) => textContent);
}

/** What stands below that: the button, the way home. */
export function offered(app: StartedApp): string[] {
  return [...elementOf(app).querySelectorAll('auth-callback > p > *')].map(({ textContent }) => textContent);
}
