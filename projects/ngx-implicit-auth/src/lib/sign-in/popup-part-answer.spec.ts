import { fakeAuthorizationServer, type AnswerChanges } from '../testing/fake-authorization-server';
import { APP, type Tab } from '../testing/fake-tab';
import { comesTo } from '../testing/opened-popup';
import { sessionIn } from '../testing/page-state';
import {
  channelOf,
  outcomeOf,
  POPUP,
  popupSignIns,
  popupTabForEach,
  STATIC_PAGE,
  typesOf,
} from '../testing/popup-sign-in';

const server = await fakeAuthorizationServer();
let tab: Tab;
popupTabForEach(server, (fresh) => (tab = fresh));
const { begun, beginning, answer, refuse } = popupSignIns(server, () => tab);

describe('a popup that the server cuts off (Cross-Origin-Opener-Policy)', () => {
  it('tells the answer on a channel that is named by the state', async () => {
    const { page, popup, outcome } = await beginning();
    popup.cutOff();
    jest.advanceTimersByTime(60_000);
    const channel = channelOf(popup.url);
    await channel.say(await server.answer(popup.url));

    expect(await outcome).toBe('signed in');
    expect(page.auth.state().status).toBe('signed-in');
    channel.close();
  });

  it('may tell it within a second after the page is used', async () => {
    const { popup, outcome } = await beginning();
    popup.cutOff();
    jest.advanceTimersByTime(60_000);
    dispatchEvent(new Event('focus'));
    jest.advanceTimersByTime(900);
    const channel = channelOf(popup.url);
    await channel.say(await server.answer(popup.url));

    expect(await outcome).toBe('signed in');
    channel.close();
  });

  it.each<[string, (url: string) => Promise<unknown>]>([
    ['another state', async (url) => server.answer(url, { parameters: { state: 'other' } })],
    ['no state', async (url) => server.answer(url, { parameters: { state: undefined } })],
    ['no text', async () => ({ access_token: 'forged' })],
    ['no address', async () => 'https://['],
  ])('A6 is not believed with %s', async (_, message) => {
    const { page, popup, outcome } = await beginning();
    popup.cutOff();
    const channel = channelOf(popup.url);
    await channel.say(await message(popup.url));
    await channel.say(await server.answer(popup.url));

    expect(await outcome).toBe('signed in');
    expect(page.events.filter(({ type }) => type === 'sign-in-failed')).toEqual([]);
    channel.close();
  });

  it('R47 is not listened to any more once it is over', async () => {
    const { popup, outcome, page } = await beginning();
    popup.cutOff();
    const channel = channelOf(popup.url);
    await channel.say(await server.answer(popup.url));
    await outcome;
    const before = sessionIn(page);
    await channel.say(await server.answer(popup.url));

    expect(sessionIn(page)).toEqual(before);
    channel.close();
  });
});

it('R12 an answer leaves the address bar with the popup, before it is verified', async () => {
  const { page, popup, outcome } = await beginning();
  const wasOpen: boolean[] = [];
  page.auth.events$.subscribe(({ type }) => {
    if (type === 'response-captured') wasOpen.push(popup.isOpen);
  });
  comesTo(popup, await server.answer(popup.url));

  expect(await outcome).toBe('signed in');
  expect(wasOpen).toEqual([false]);
});

describe('an answer in a popup that is refused', () => {
  it('becomes what the failure of a redirect becomes, and rejects', async () => {
    const signIn = await beginning();

    expect(await refuse(signIn)).toBe('access_denied');
    expect(signIn.page.auth.state()).toMatchObject({
      status: 'failed',
      error: { code: 'access_denied' },
      returnTo: '/',
    });
    expect(typesOf(signIn.page)).toContain('sign-in-failed');
    expect(signIn.popup.isOpen).toBe(false);
  });

  it('leaves an earlier session as it was', async () => {
    const page = await tab.signIn();
    const before = sessionIn(page);

    expect(await refuse(await begun(page))).toBe('access_denied');
    expect(sessionIn(page)).toEqual(before);
    expect(typesOf(page)).toContain('sign-in-failed');
  });

  it.each<[string, AnswerChanges, string]>([
    ['R15 another state', { parameters: { state: 'other' } }, 'state_unknown'],
    ['R15 no state', { parameters: { state: undefined } }, 'state_missing'],
    ['R35 another nonce', { claims: { nonce: 'other' } }, 'id_token_nonce_mismatch'],
    ['R28 another issuer', { claims: { iss: 'https://evil.test' } }, 'id_token_issuer_mismatch'],
    ['A1 no token that the id_token vouches for', { parameters: { access_token: 'forged' } }, 'at_hash_mismatch'],
    ['R22 tokens in the query', { component: '?' }, 'response_in_query'],
  ])('%s', async (_, changes, code) => {
    const signIn = await beginning();

    expect(await answer(signIn, changes)).toBe(code);
    expect(signIn.page.auth.state()).toMatchObject({ status: 'failed', error: { code } });
    expect(tab.storage.dump()).not.toContain('access-token');
  });

  it('R15 takes long', async () => {
    const signIn = await beginning({ config: { signInLifetimeSeconds: 60 } });
    jest.setSystemTime(Date.now() + 61_000);

    expect(await answer(signIn)).toBe('state_expired');
  });

  it('comes to another page of the app', async () => {
    const { popup, outcome } = await beginning();
    const url = (await server.answer(popup.url)).replace(STATIC_PAGE, `${APP}silent-renewal`);
    comesTo(popup, url);

    expect(await outcome).toBe('redirect_uri_mismatch');
  });

  it('is not what another page of the app holds', async () => {
    const signIn = await beginning();
    comesTo(signIn.popup, `${APP}help#access_token=a&state=other`);

    expect(await answer(signIn)).toBe('signed in');
  });

  it('was never asked for, as the server does not answer', async () => {
    const page = tab.open();
    tab.platform.fetch = () => Promise.reject(new TypeError('Failed to fetch'));

    expect(await outcomeOf(page.auth.login(POPUP))).toBe('server_unreachable');
    expect(page.auth.state()).toMatchObject({ status: 'failed', error: { code: 'server_unreachable' } });
    expect(tab.popups.map(({ isOpen }) => isOpen)).toEqual([false]);
  });
});
