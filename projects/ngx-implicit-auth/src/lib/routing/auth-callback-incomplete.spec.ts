import { TestBed } from '@angular/core/testing';
import { german, withTexts, type AuthFeature } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab } from '../testing/fake-tab';

/** Of which the types do not know yet. */
interface ModuleMocks {
  unstable_mockModule(path: string, load: () => Promise<never>): void;
}

const { pathname } = new URL('./auth-callback-part.ts', import.meta.url);
(jest as unknown as ModuleMocks).unstable_mockModule(pathname, () => Promise.reject(new TypeError('Failed to fetch')));
const { AuthCallback } = await import('./auth-callback');

const IN_ENGLISH = ['The app is incomplete. Reload the page.', 'en'];

describe('AuthCallback', () => {
  it.each<[string, readonly AuthFeature[], readonly string[]]>([
    ['in English', [], IN_ENGLISH],
    ['in the app’s language', [withTexts(german)], ['Die Anwendung ist unvollständig. Laden Sie die Seite neu.', 'de']],
    ['in the app’s own words', [withTexts({ incomplete: 'Come back later.' })], ['Come back later.', 'en']],
    ['in English where the language is missing, too', [withTexts(() => Promise.reject(new Error()))], IN_ENGLISH],
  ])('says that the app is incomplete when what it shows cannot be loaded, %s', async (_, features, words) => {
    fakeTab(await fakeAuthorizationServer()).open(`${APP}auth/callback`, { features });
    const element = TestBed.createComponent(AuthCallback).nativeElement as HTMLElement;
    await german();
    await new Promise((resolve) => setTimeout(resolve));
    const alert = element.querySelector<HTMLElement>('[role=alert]');

    expect([alert?.textContent, alert?.lang]).toEqual(words);
  });
});
