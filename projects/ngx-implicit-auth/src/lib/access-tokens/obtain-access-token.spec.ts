import { TestBed } from '@angular/core/testing';
import { withSilentRenewal } from 'ngx-implicit-auth';
import { signedIn, signedOut } from '../session/session-input';
import { SessionMachine } from '../session/session-machine';
import { BOB, signInBob } from '../testing/another-person';
import { arrived, BACKEND, noneElse, send, tokenOf } from '../testing/backend';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { fakeTab, type Tab } from '../testing/fake-tab';
import { sessionIn } from '../testing/page-state';
import { renewalFrames, type RenewalFrames } from '../testing/renewal-frames';
import { BOTH, heldIn, REPORTS } from '../testing/reports';

const PAYROLL = 'https://api.example.com/payroll';
const server = await fakeAuthorizationServer();
const APIS = {
  config: { resourceServers: [...BOTH.resourceServers, { url: PAYROLL, audience: 'https://payroll/' }] },
  providers: BACKEND,
};
const REFUSED = { code: 'interaction_required', server: { error: 'consent_required' } };
let tab: Tab;
let frames: RenewalFrames;
let start: number;

beforeEach(() => {
  tab = fakeTab(server);
  frames = renewalFrames(tab, server);
  start = Date.now();
  pass(0);
});

/** Sets the clock to some milliseconds after the start. */
function pass(milliseconds: number): void {
  tab.platform.now = () => start + milliseconds;
}

describe('a server that wants to show a page before it gives an access token', () => {
  beforeEach(() => {
    frames.refusing({ error: 'consent_required' });
  });

  it.each([60_000, -60_000])('R50 is asked once, and again when the clock has moved by %d ms', async (later) => {
    const page = await tab.signIn(APIS);

    expect(await send(REPORTS)).toMatchObject(REFUSED);
    pass(Math.sign(later) * 59_999);
    expect(await send(`${REPORTS}/2`)).toMatchObject(REFUSED);
    expect(frames.urls).toHaveLength(1);
    noneElse();

    pass(later);
    frames.answering({ claims: { iat: Math.floor((start + later) / 1000) } });
    void send(REPORTS);
    expect(tokenOf(await arrived())).toBe(`Bearer ${heldIn(page)[0]}`);
    expect(frames.urls).toHaveLength(2);
  });

  it('is asked for the token of another resource server all the same', async () => {
    await tab.signIn(APIS);
    await send(REPORTS);

    expect(await send(PAYROLL)).toMatchObject(REFUSED);
    expect(frames.urls).toHaveLength(2);
  });

  it('is asked again once the session is renewed', async () => {
    const page = await tab.signIn({ ...APIS, features: [withSilentRenewal()] });
    await send(REPORTS);
    frames.answering({});
    pass(1);
    await page.auth.renew();
    void send(REPORTS);

    expect(tokenOf(await arrived())).toBe(`Bearer ${heldIn(page)[0]}`);
  });

  it('R51 is asked again when another person is signed in', async () => {
    const page = await tab.signIn(APIS);
    await send(REPORTS);
    frames.answering({ claims: BOB });
    signInBob(page);
    void send(REPORTS);

    expect(tokenOf(await arrived())).toBe(`Bearer ${heldIn(page)[0]}`);
  });
});

describe('a resource server with an access token of its own', () => {
  it('is asked for again at once when the server did not answer', async () => {
    await tab.signIn(APIS);
    frames.failing('server_unreachable');
    await send(REPORTS);

    expect(await send(REPORTS)).toMatchObject({ code: 'server_unreachable' });
    expect(frames.urls).toHaveLength(2);
  });

  it('is asked for again at once when the session was away only for a moment', async () => {
    const page = await tab.signIn(APIS);
    const session = sessionIn(page);
    const machine = TestBed.inject(SessionMachine);
    const frame = frames.waiting();
    const asked = send(REPORTS);
    await frame.opened;
    machine.send(signedOut());
    await frame.answer();
    expect(await asked).toMatchObject({ code: 'interaction_required' });
    machine.send(signedIn(session));
    frames.answering({});
    void send(REPORTS);

    expect(tokenOf(await arrived())).toBe(`Bearer ${heldIn(page)[0]}`);
  });

  it('R51 A7 gives nobody the token that is under way for another person', async () => {
    const page = await tab.signIn(APIS);
    const frame = frames.waiting();
    const asAlice = send(REPORTS);
    await frame.opened;
    signInBob(page);
    frames.answering({ claims: BOB });
    void send(REPORTS);

    expect(tokenOf(await arrived())).toBe(`Bearer ${heldIn(page)[0]}`);
    await frame.fail();
    expect(await asAlice).toMatchObject({ code: 'server_unreachable' });
    noneElse();
  });
});
