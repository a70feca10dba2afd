import { withSilentRenewal } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import type { Tab } from '../testing/fake-tab';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';

const server = await fakeAuthorizationServer();
const FEATURES = [withSilentRenewal()];
/** A person of 150 groups, whose id_token fits into no URL. */
const GROUPS = Array.from({ length: 150 }, (_, index) => `group-number-${index}`);
let tab: Tab;
let frames: RenewalFrames;
let warnings: jest.SpyInstance;

renewingTabForEach(server, (fresh) => {
  ({ tab, frames } = fresh);
});
beforeEach(() => {
  warnings = jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => {
  warnings.mockRestore();
});

/** Signs in, renews and signs out; the hints of these two requests. */
async function hintsOf(options: Parameters<Tab['signIn']>[0]): Promise<readonly (string | null)[]> {
  const { auth } = await tab.signIn({ features: FEATURES, ...options });
  await expect(auth.renew()).resolves.toEqual({ status: 'renewed' });
  await auth.logout();
  return [frames.request().get('id_token_hint'), new URL(tab.redirect).searchParams.get('id_token_hint')];
}

describe('the id_token as a hint', () => {
  it('goes along with a renewal and a sign-out', async () => {
    expect(await hintsOf({})).toEqual([expect.any(String), expect.any(String)]);
    expect(warnings).not.toHaveBeenCalled();
  });

  it('stays at home where the app wants it to, without a word', async () => {
    expect(await hintsOf({ config: { sendIdTokenHint: false } })).toEqual([null, null]);
    expect(warnings).not.toHaveBeenCalled();
  });

  it('stays at home where it is too long for a URL, and dev mode says so each time', async () => {
    frames.answering({ claims: { groups: GROUPS } });
    expect(await hintsOf({ answer: { claims: { groups: GROUPS } } })).toEqual([null, null]);
    expect(warnings.mock.calls).toEqual([
      [expect.stringContaining('id_token is too long')],
      [expect.stringContaining('id_token is too long')],
    ]);
  });
});
