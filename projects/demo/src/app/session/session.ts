import { Component, inject } from '@angular/core';
import { AuthService } from 'ngx-implicit-auth';
import { FlowView } from './flow-view';
import { OpenTabsView } from './open-tabs-view';
import { Renewal } from './renewal';
import { Scopes } from './scopes';
import { SigningOut } from './signing-out';
import { StateMachine } from './state-machine';
import { StoredData } from './stored-data';
import { TabEventsView } from './tab-events-view';
import { TimeLeft } from './time-left';
import { TimelineView } from './timeline-view';

/** The library at work: its state, the session and its renewal, and the sign-in that the session came of. */
@Component({
  selector: 'demo-session',
  imports: [
    FlowView,
    OpenTabsView,
    Renewal,
    Scopes,
    SigningOut,
    StateMachine,
    StoredData,
    TabEventsView,
    TimeLeft,
    TimelineView,
  ],
  templateUrl: './session.html',
  styleUrl: './session.css',
})
export class SessionPage {
  protected readonly session = inject(AuthService).session;
}
