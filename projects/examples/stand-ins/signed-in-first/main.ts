import { mergeApplicationConfig } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { appConfig } from './app/app.config';
import { signedInFirst } from './app/signed-in-first';

void bootstrapApplication(App, mergeApplicationConfig(appConfig, { providers: [signedInFirst] }));
