import { bootstrapApplication } from '@angular/platform-browser';
import { appConfig, Root } from './app';

void bootstrapApplication(Root, appConfig);
