import { ChangeDetectionStrategy, Component, computed, ElementRef, inject } from '@angular/core';
import { Inspector } from '../model/inspector';

/** The table of contents. Each button leads to a heading, which then has the focus. */
@Component({
  selector: 'auth-inspector-contents',
  standalone: true,
  template: `
    <nav aria-labelledby="contents">
      <h2 id="contents">On this page</h2>
      <ol>
        @for (entry of entries(); track entry.heading) {
          <li>
            <button type="button" (click)="go(entry.heading)">{{ entry.name }}</button>
          </li>
        }
      </ol>
    </nav>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Contents {
  readonly #inspection = inject(Inspector).inspection;
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  protected readonly entries = computed(() => {
    const isSignedIn = this.#inspection().session !== null;
    return [
      { heading: 'state', name: 'State' },
      { heading: 'time', name: isSignedIn ? 'Time left' : 'No session' },
      { heading: 'flow', name: 'How tokens come' },
      { heading: 'tabs', name: 'Open tabs' },
      { heading: 'events', name: 'Lately in this tab' },
      { heading: 'timeline', name: 'The last sign-in' },
      ...(isSignedIn
        ? [
            { heading: 'scopes', name: 'Scopes' },
            { heading: 'tokens', name: 'Tokens' },
          ]
        : []),
      { heading: 'requests', name: 'Requests' },
      { heading: 'stored', name: 'What is stored where' },
      { heading: 'configuration', name: 'Configuration' },
      { heading: 'report', name: 'Report' },
    ];
  });

  protected go(heading: string): void {
    // The address of the page is the app's, so no fragment leads there.
    const found = (this.#element.getRootNode() as ShadowRoot).getElementById(heading);
    found?.scrollIntoView();
    found?.focus({ preventScroll: true });
  }
}
