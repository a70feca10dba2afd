import { mergeApplicationConfig } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { appConfig } from './app/app.config';
import { signedInAgain } from './app/signed-in-again';

void bootstrapApplication(App, mergeApplicationConfig(appConfig, { providers: [signedInAgain] }));
