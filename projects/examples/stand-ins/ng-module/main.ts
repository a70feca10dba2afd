import { platformBrowser } from '@angular/platform-browser';
import { AppModule } from './app/app-module';

void platformBrowser().bootstrapModule(AppModule);
