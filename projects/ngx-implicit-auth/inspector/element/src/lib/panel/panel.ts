import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Inspector } from '../model/inspector';
import { ConfigurationView } from './configuration-view';
import { Contents } from './contents';
import { EventsView } from './events-view';
import { FlowView } from './flow-view';
import { RenewalView } from './renewal-view';
import { ReportView } from './report-view';
import { RequestsView } from './requests-view';
import { ScopesView } from './scopes-view';
import { StateView } from './state-view';
import { StoredView } from './stored-view';
import { TabsView } from './tabs-view';
import { TimelineView } from './timeline-view';
import { TokensView } from './tokens-view';

/** All that the inspector shows. No component of it has a style: that of all of them is in the shadow root. */
@Component({
  selector: 'auth-inspector-panel',
  standalone: true,
  imports: [
    ConfigurationView,
    Contents,
    EventsView,
    FlowView,
    RenewalView,
    ReportView,
    RequestsView,
    ScopesView,
    StateView,
    StoredView,
    TabsView,
    TimelineView,
    TokensView,
  ],
  providers: [Inspector],
  template: `
    <div class="columns">
      <auth-inspector-contents />
      <div class="cards">
        <auth-inspector-state />
        <auth-inspector-renewal />
        <div class="pair">
          <auth-inspector-flow />
          <auth-inspector-tabs />
        </div>
        <auth-inspector-events />
        <auth-inspector-timeline />
        @if (isSignedIn()) {
          <div class="pair">
            <auth-inspector-scopes />
            <auth-inspector-tokens />
          </div>
        }
        <auth-inspector-requests />
        <auth-inspector-stored />
        <auth-inspector-configuration />
        <auth-inspector-report />
        <slot></slot>
      </div>
    </div>
  `,
  host: { class: 'inspector' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Panel {
  readonly #inspection = inject(Inspector).inspection;

  protected readonly isSignedIn = computed(() => this.#inspection().session !== null);
}
