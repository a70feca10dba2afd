import { TestBed } from '@angular/core/testing';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab } from '../testing/fake-tab';

/** Of which the types do not know yet. */
interface ModuleMocks {
  unstable_mockModule(path: string, load: () => Promise<never>): void;
}

const { pathname } = new URL('./auth-callback-part.ts', import.meta.url);
(jest as unknown as ModuleMocks).unstable_mockModule(pathname, () => Promise.reject(new TypeError('Failed to fetch')));
const { AuthCallback } = await import('./auth-callback');

describe('AuthCallback', () => {
  it('says that the app is incomplete when what it shows cannot be loaded', async () => {
    fakeTab(await fakeAuthorizationServer()).open(`${APP}auth/callback`);
    const element = TestBed.createComponent(AuthCallback).nativeElement as HTMLElement;
    await new Promise((resolve) => setTimeout(resolve));

    expect(element.querySelector('[role=alert]')?.textContent).toBe('The app is incomplete. Reload the page.');
  });
});
