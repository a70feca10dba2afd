import {
  ChangeDetectionStrategy,
  Component,
  inject,
  signal,
  VERSION as ANGULAR,
  ViewChild,
  type ElementRef,
} from '@angular/core';
import { Inspector } from '../model/inspector';
import { reportOf } from '../report/report';
import { VERSION } from '../report/version';

/** All of it as Markdown, for an issue. */
@Component({
  selector: 'auth-inspector-report',
  standalone: true,
  template: `
    <section class="card" aria-labelledby="report">
      <h2 id="report" tabindex="-1">Report</h2>
      <p class="quiet">
        All of this as Markdown, for an issue. It is without tokens, states, nonces, values of claims, e-mail addresses
        and the server’s own words. Read it before you share it.
      </p>
      <div class="actions">
        <button type="button" (click)="copy()">Copy report</button>
      </div>
      <p role="status">{{ told() }}</p>
      <details #details>
        <summary (click)="write()">Show report</summary>
        <textarea #area readonly rows="16" aria-label="The report"></textarea>
      </details>
    </section>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReportView {
  readonly #inspector = inject(Inspector);

  @ViewChild('details', { static: true }) protected details!: ElementRef<HTMLDetailsElement>;
  @ViewChild('area', { static: true }) protected area!: ElementRef<HTMLTextAreaElement>;

  protected readonly told = signal('');

  protected write(): string {
    const { userAgent: browser } = navigator;
    const environment = { library: VERSION, angular: ANGULAR.full, browser, now: Date.now() };
    return (this.area.nativeElement.value = reportOf(this.#inspector.inspection(), environment));
  }

  protected async copy(): Promise<void> {
    this.told.set('');
    await this.#inspector.look();
    const report = this.write();
    try {
      await navigator.clipboard.writeText(report);
      this.told.set('Copied.');
    } catch {
      // The browser lets a page copy on https alone, and may ask the person.
      this.details.nativeElement.open = true;
      this.area.nativeElement.select();
      this.told.set('The browser does not let this page copy. The report is selected below: copy it from there.');
    }
  }
}
