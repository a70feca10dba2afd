import { Component } from '@angular/core';

@Component({ selector: 'app-approve', template: 'To be approved' })
export class Approve {}
