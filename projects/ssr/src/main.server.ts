import { mergeApplicationConfig } from '@angular/core';
import { bootstrapApplication, type BootstrapContext } from '@angular/platform-browser';
import { provideServerRendering, withRoutes } from '@angular/ssr';
import { appConfig, Root } from './app';
import { serverRoutes } from './server-routes';

const config = mergeApplicationConfig(appConfig, {
  providers: [provideServerRendering(withRoutes(serverRoutes))],
});

export default function bootstrap(context: BootstrapContext) {
  return bootstrapApplication(Root, config, context);
}
