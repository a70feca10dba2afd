import {
  memoryStorage,
  provideAuth,
  withSessionManagement,
  withSilentRenewal,
  withSilentSignIn,
  withStorage,
  withTabSync,
  withUserInfo,
  type AuthFeature,
} from 'ngx-implicit-auth';

const CONFIG = { issuer: 'https://id.example.com', clientId: 'timesheets-spa' };
const BY_NAVIGATION = withSilentRenewal({ strategy: 'navigation' });
const giving =
  (...features: AuthFeature[]) =>
  () =>
    provideAuth(CONFIG, ...features);

describe('features', () => {
  it('go together, all of them', () => {
    const all = [withSilentRenewal(), withSilentSignIn(), withTabSync(), withSessionManagement(), withUserInfo()];

    expect(giving(...all, withStorage(memoryStorage))).not.toThrow();
    expect(giving(BY_NAVIGATION, withTabSync(), withUserInfo(), withStorage(memoryStorage))).not.toThrow();
  });

  it.each<[string, AuthFeature]>([
    ['withStorage()', withStorage(memoryStorage)],
    ['withUserInfo()', withUserInfo()],
    ['withSilentRenewal()', withSilentRenewal()],
    ["withSilentRenewal({ strategy: 'navigation' })", BY_NAVIGATION],
    ['withSilentSignIn()', withSilentSignIn()],
    ['withTabSync()', withTabSync()],
    ['withSessionManagement()', withSessionManagement()],
  ])('are refused in dev mode when %s is given twice', (call, feature) => {
    expect(giving(feature, feature)).toThrow(
      expect.objectContaining({
        code: 'config_invalid',
        message: expect.stringContaining(`${call} is given to provideAuth() twice. Remove one.`),
      }),
    );
  });

  it.each<[string, AuthFeature, AuthFeature]>([
    ['two ways to renew', withSilentRenewal(), BY_NAVIGATION],
    ['a silent sign-in without frames', BY_NAVIGATION, withSilentSignIn()],
  ])('are refused in dev mode when they contradict each other: %s', (_, ...features) => {
    expect(giving(...features)).toThrow(
      expect.objectContaining({
        code: 'config_invalid',
        message: expect.stringMatching(
          /^with\w+\(.* and with\w+\(.*\) contradict each other: .+\. Remove one of them\. /,
        ),
      }),
    );
  });

  it('are not checked in production', () => {
    const mode = Object.getOwnPropertyDescriptor(globalThis, 'ngDevMode')!;
    Object.assign(globalThis, { ngDevMode: false });
    try {
      expect(giving(withUserInfo(), withUserInfo())).not.toThrow();
    } finally {
      Object.defineProperty(globalThis, 'ngDevMode', mode);
    }
  });
});
