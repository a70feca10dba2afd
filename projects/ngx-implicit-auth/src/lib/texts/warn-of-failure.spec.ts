import { withTexts, german } from 'ngx-implicit-auth';
import { answered } from '../testing/answered-page';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Tab } from '../testing/fake-tab';
import { inProduction } from '../testing/in-production';
import { startApp } from '../testing/start-app';

const server = await fakeAuthorizationServer();
let tab: Tab;
let warnings: unknown[][];

beforeEach(() => {
  tab = fakeTab(server);
  warnings = [];
  jest.spyOn(console, 'warn').mockImplementation((...what) => warnings.push(what));
});

/** Somebody does not let the app in. */
async function refusal(): Promise<string> {
  await tab.open().auth.login();
  return server.refuse(tab.redirect);
}

const REFUSED = /^ngx-implicit-auth: Access was refused, .+\. \(access_denied, see docs\/errors\.md#access_denied\)$/;

describe('the console tells developers of a failed sign-in', () => {
  it('once, by the whole message, with the row that tells more', async () => {
    await answered(tab, await refusal());

    expect(warnings).toEqual([[expect.stringMatching(REFUSED)]]);
  });

  it('also where AuthCallback tells people, and in English, whatever these read', async () => {
    const app = startApp(tab, await refusal(), [], { features: [withTexts(german)] });
    await app.auth.ready;
    await app.settled();

    expect(warnings).toEqual([[expect.stringMatching(REFUSED)]]);
  });

  it('also where the app shows failures itself', async () => {
    await answered(tab, await refusal(), { config: { showFailures: false } });

    expect(warnings).toEqual([[expect.stringMatching(REFUSED)]]);
  });

  it('for each try', async () => {
    const { auth } = tab.open();
    tab.platform.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    await auth.login().catch(() => {});
    await auth.login().catch(() => {});

    expect(warnings).toHaveLength(2);
  });

  it('when AuthCallback is opened without a response', async () => {
    const app = startApp(tab, `${APP}auth/callback`, []);
    await app.settled();

    expect(warnings).toEqual([[expect.stringMatching(/\(response_missing, see docs\/errors\.md#response_missing\)$/)]]);
  });

  it('not in production', async () => {
    await inProduction(async () => {
      const app = startApp(tab, await refusal(), []);
      await app.auth.ready;
      await app.settled();
    });

    expect(warnings).toEqual([]);
  });
});
