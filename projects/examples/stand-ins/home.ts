import { Component } from '@angular/core';

@Component({ selector: 'app-home', template: 'Home' })
export class Home {}
