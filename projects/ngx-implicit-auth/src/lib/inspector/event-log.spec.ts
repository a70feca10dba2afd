import { TestBed } from '@angular/core/testing';
import { withSilentRenewal, withSilentSignIn, withTabSync, type AuthConfig } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type PageOptions, type Tab } from '../testing/fake-tab';
import { EventLog } from './event-log';
import { inspectorFeature } from './inspector-feature';

const server = await fakeAuthorizationServer();
let tab: Tab;
/** Nobody presses the key. */
const inspected = () => inspectorFeature({}, () => Promise.reject(new Error('not asked for')));

beforeEach(() => {
  tab = fakeTab(server);
});

const withLog: PageOptions = { features: [inspected()] };
const typesOf = () =>
  TestBed.inject(EventLog)
    .notes()
    .map(({ type }) => type);
const aSignIn = [
  'sign-in-started',
  'left',
  'response-captured',
  ...Array<string>(11).fill('check-passed'),
  'signed-in',
];

/** The page goes, as the browser tells it. */
function leave(): void {
  dispatchEvent(new Event('pagehide'));
}

async function signIn(options: PageOptions): Promise<void> {
  await tab.open(APP, options).auth.login();
  leave();
  await tab.open(await server.answer(tab.redirect), options).auth.ready;
}

describe('what has happened in a tab', () => {
  it('is told from before the redirect on', async () => {
    await signIn(withLog);

    expect(typesOf()).toEqual(aSignIn);
  });

  it('is told from before the redirect on when the configuration comes at run time', async () => {
    const source: PageOptions['source'] = (config: AuthConfig) => () => Promise.resolve(config);
    await signIn({ ...withLog, source });

    expect(typesOf()).toEqual(aSignIn);
  });

  it('is still there after a reload, and holds no text that the library has not written', async () => {
    await tab.open(APP, withLog).auth.login({ returnTo: '/secret' });
    await tab.open(server.refuse(tab.redirect), withLog).auth.ready;
    tab.open(APP, withLog);

    expect(TestBed.inject(EventLog).notes()).toMatchObject([
      { type: 'sign-in-started' },
      { type: 'response-captured' },
      { type: 'check-passed', check: 'state' },
      { type: 'sign-in-failed', failure: { code: 'access_denied' } },
    ]);
    const stored = Object.entries(tab.storage).filter(([key]) => key.endsWith('inspector'));
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain('secret');
  });

  it.each([
    '{',
    '{}',
    '[1]',
    '[{"type":"left"}]',
    'null',
    '[{"type":"of another version","at":1}]',
    '[{"type":"constructor","at":1}]',
    '[{"type":"sign-in-failed","at":1}]',
    '[{"type":"sign-in-failed","at":1,"failure":{"code":"<b>","message":""}}]',
    '[{"type":"scope-narrowed","at":1,"missing":"openid"}]',
    '[{"type":"check-passed","at":1,"check":{}}]',
    '[{"type":"signed-out","at":1,"reason":7}]',
    '[{"type":"renewal-ended","at":1,"status":"refused","failure":null}]',
  ])('is nothing where the storage holds %s', (stored) => {
    tab.storage.setItem(`ngx-implicit-auth ${server.issuer} timesheets-spa inspector`, stored);
    tab.open(APP, withLog);

    expect(typesOf()).toEqual([]);
  });

  it('tells a silent sign-in from a renewal', async () => {
    const features = [inspected(), withSilentRenewal(), withSilentSignIn(), withTabSync()];
    const { auth } = tab.open(APP, { features });
    await auth.ready;
    while (auth.state().status !== 'signed-in') await new Promise((resolve) => setTimeout(resolve));
    await auth.renew();

    expect(TestBed.inject(EventLog).notes()).toMatchObject([
      { type: 'renewal-ended', status: 'renewed', wasNobody: true },
      { type: 'renewal-ended', status: 'renewed', wasNobody: false },
    ]);
  });
});

it('the inspector, given before other features, leaves these to settle the state of the page first', async () => {
  await tab.signIn({ features: [withSilentRenewal()] });
  const later = Date.now() + 3_600_000;
  tab.platform.now = () => later;
  const { auth } = tab.open(APP, { features: [inspected(), withSilentRenewal()] });

  expect(auth.state().status).toBe('renewing');
  await auth.renew();
});
