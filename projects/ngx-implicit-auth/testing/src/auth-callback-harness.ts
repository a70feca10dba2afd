import { NgZone } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { AuthService } from 'ngx-implicit-auth';
import { demand } from './auth-testing-error';

/** After how long a page that is still empty is evidently meant to be so, in milliseconds. */
const EMPTY_MS = 3_000;

/**
 * The page of an AuthCallback, as a person reads and uses it. Each method waits until the page shows the state of the
 * moment: what it says is loaded when it is needed.
 *
 * @example
 * ```ts
 * const page = AuthCallbackHarness.in(harness.fixture.nativeElement);
 * expect(await page.text()).toContain('Access was refused');
 * await page.retry();
 * expect(await controller.redirected()).toMatchObject({ returnTo: '/timesheets' });
 * ```
 */
export class AuthCallbackHarness {
  /** The element that it stands for. */
  static readonly hostSelector = 'auth-callback';

  readonly #auth = TestBed.inject(AuthService);
  readonly #zone = TestBed.inject(NgZone);
  readonly #host: Element;

  private constructor(host: Element) {
    this.#host = host;
  }

  /**
   * Finds the page in an element.
   *
   * @throws AuthTestingError when it is not there
   */
  static in(root: ParentNode): AuthCallbackHarness {
    const host = root.querySelector(this.hostSelector);
    demand(host, 'There is no <auth-callback>. Go to its route, or await answer().');
    return new AuthCallbackHarness(host);
  }

  /** What a person reads there. */
  async text(): Promise<string> {
    await this.#untilShown();
    return this.#host.textContent.replace(/\s+/g, ' ').trim();
  }

  /**
   * Clicks the button for another try.
   *
   * @throws AuthTestingError while there is none
   */
  async retry(): Promise<void> {
    await this.#click('button', 'There is no button for another try. It comes when a sign-in has failed.');
  }

  /**
   * Clicks the link to the first page of the app.
   *
   * @throws AuthTestingError while there is none
   */
  async goHome(): Promise<void> {
    await this.#click('a[href]', 'There is no way home. It comes when a sign-in has failed, or nothing is to be done.');
  }

  async #click(selector: string, otherwise: string): Promise<void> {
    await this.#untilShown();
    const element = this.#host.querySelector<HTMLElement>(selector);
    demand(element, otherwise);
    element.click();
  }

  /** A failure is shown in one region, anything else in the other. */
  #isShown(): boolean {
    const { status } = this.#auth.snapshot();
    const region = status === 'failed' || status === 'signed-out' ? 'alert' : 'status';
    const filled = [...this.#host.querySelectorAll('[role]')].filter(({ childNodes }) => childNodes.length > 0);
    return filled.length === 1 && filled[0]?.getAttribute('role') === region;
  }

  /** An app's own template may show nothing at all, and nothing tells of that. */
  #untilShown(): Promise<void> {
    return this.#zone.runOutsideAngular(
      () =>
        new Promise((resolve) => {
          const end = () => {
            observer.disconnect();
            clearTimeout(timer);
            resolve();
          };
          const look = () => {
            if (this.#isShown()) end();
          };
          const observer = new MutationObserver(look);
          const timer = setTimeout(end, EMPTY_MS);
          observer.observe(this.#host, { childList: true, subtree: true });
          look();
        }),
    );
  }
}
