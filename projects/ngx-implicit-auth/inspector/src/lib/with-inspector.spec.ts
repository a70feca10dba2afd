import { TestBed } from '@angular/core/testing';
import { ɵEventLog as EventLog } from 'ngx-implicit-auth';
import { withInspector } from 'ngx-implicit-auth/inspector';
import { withInspectorInProduction } from 'ngx-implicit-auth/inspector/in-production';
import { fakeAuthorizationServer } from '../../../src/lib/testing/fake-authorization-server';
import { APP, fakeTab, type Tab } from '../../../src/lib/testing/fake-tab';
import { inProduction } from '../../../src/lib/testing/in-production';

const server = await fakeAuthorizationServer();
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

describe('withInspector()', () => {
  it('listens from the start of the app in dev mode', () => {
    tab.open(APP, { features: [withInspector()] });

    expect(TestBed.inject(EventLog, null)).not.toBeNull();
  });

  it('adds nothing in production', async () => {
    await inProduction(() => {
      expect(withInspector({ key: 'no key' })).toEqual({ ɵkind: 'inspector', ɵproviders: [] });
    });
  });

  it('is there in production when it is asked for by name', async () => {
    await inProduction(() => {
      tab.open(APP, { features: [withInspectorInProduction()] });
    });

    expect(TestBed.inject(EventLog, null)).not.toBeNull();
  });

  it('is refused when it is given twice', () => {
    expect(() => tab.open(APP, { features: [withInspector(), withInspectorInProduction()] })).toThrow(
      'withInspector() is given to provideAuth() twice',
    );
  });
});
