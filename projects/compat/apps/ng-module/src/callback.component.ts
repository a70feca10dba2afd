import { Component } from '@angular/core';

@Component({
  standalone: false,
  template: `
    <auth-callback>
      <p *authCompleting>One moment, please</p>
      <p *authFailed="let error; retry as retry">
        It did not work: {{ error.code }}
        <button type="button" (click)="retry()">Once more</button>
      </p>
    </auth-callback>
  `,
})
export class CallbackComponent {}
