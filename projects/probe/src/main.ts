import { bootstrapApplication } from '@angular/platform-browser';
import { appConfig, Root } from './app';
import { instrument } from './instrument';
import { readSettings } from './settings';

// Not awaited: the app is also built for zone.js, which has no top-level await.
void bootstrapApplication(Root, appConfig(readSettings())).then((app) => {
  Object.assign(globalThis, { probe: instrument(app) });
});
