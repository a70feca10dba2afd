import { Component } from '@angular/core';

@Component({ selector: 'app-not-an-approver', template: 'You are not an approver' })
export class NotAnApprover {}
