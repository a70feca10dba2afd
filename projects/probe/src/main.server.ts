import { mergeApplicationConfig } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideServerRendering, renderApplication } from '@angular/platform-server';
import { appConfig, Root } from './app';
import type { ProbeSettings } from './settings';

/** Renders the app on a server into its page as it was built. */
export function render(settings: ProbeSettings, url: string, document: string): Promise<string> {
  // First, so that hydration finds out that it is on a server.
  const server = { providers: [provideServerRendering()] };
  const config = mergeApplicationConfig(server, appConfig(settings));
  const options = { document, url, allowedHosts: [new URL(url).hostname] };
  return renderApplication((context) => bootstrapApplication(Root, config, context), options);
}
