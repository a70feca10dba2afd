import { Component, inject } from '@angular/core';
import { AuthService } from 'ngx-implicit-auth';
import { AuthInspector } from 'ngx-implicit-auth/inspector';
import { SigningOut } from './signing-out';

/** The library at work, and the way out that the header does not offer. */
@Component({
  selector: 'demo-session',
  imports: [AuthInspector, SigningOut],
  templateUrl: './session.html',
})
export class SessionPage {
  protected readonly isSignedIn = inject(AuthService).isAuthenticated;
}
