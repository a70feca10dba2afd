import { Component } from '@angular/core';

@Component({ selector: 'app-not-found', template: 'There is no such page' })
export class NotFound {}
