import { TestBed } from '@angular/core/testing';
import { AuthError, ɵSessionMachine as SessionMachine } from 'ngx-implicit-auth';
import { withInspectorInProduction } from 'ngx-implicit-auth/inspector/in-production';
import { fakeAuthorizationServer } from '../../../../../src/lib/testing/fake-authorization-server';
import { fakeTab } from '../../../../../src/lib/testing/fake-tab';
import { promisesTold } from '../../../../../src/lib/testing/promises-told';
import { Inspector } from './inspector';

const server = await fakeAuthorizationServer();
const MANY = 10_000;

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'indexedDB');
});

describe('when very much happens', () => {
  it('the inspector remembers and keeps no more than some hundred of it, and looks twice what is stored', async () => {
    const tab = fakeTab(server);
    await tab.signIn({ features: [withInspectorInProduction()], providers: [Inspector] });
    const inspector = TestBed.inject(Inspector);
    await inspector.look();
    await promisesTold();
    const databases = jest.fn(() => Promise.resolve([]));
    Object.assign(globalThis, { indexedDB: { databases } });
    const error = new AuthError('cors_blocked', 'Have the server allow the origin of this app.');
    const { events } = TestBed.inject(SessionMachine);
    for (let count = 0; count < MANY; count += 1) {
      events.next({ type: 'access-token-failed', url: 'https://api.example.com/', error });
    }
    await promisesTold();

    expect(inspector.inspection().notes.length).toBeLessThan(300);
    expect(tab.storage.dump().length).toBeLessThan(200_000);
    expect(databases).toHaveBeenCalledTimes(2);
  });
});
