import { TestBed } from '@angular/core/testing';
import { firstValueFrom, of } from 'rxjs';
import { signedIn } from '../session/session-input';
import { SessionMachine } from '../session/session-machine';
import { BOB, signInBob } from '../testing/another-person';
import { arrived, BACKEND, noneElse, send, tokenOf } from '../testing/backend';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { fakeTab, type Tab } from '../testing/fake-tab';
import { sessionIn } from '../testing/page-state';
import { renewalFrames, type RenewalFrames } from '../testing/renewal-frames';
import { BOTH, heldIn, REPORTS } from '../testing/reports';
import { sendWithAccessToken } from './send-with-access-token';

const server = await fakeAuthorizationServer();
const APIS = { config: BOTH, providers: BACKEND };
const REFUSAL = { status: 401, statusText: 'no', headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } };
let tab: Tab;
let frames: RenewalFrames;

beforeEach(() => {
  tab = fakeTab(server);
  frames = renewalFrames(tab, server);
});

/** Has requests wait as while a sign-in is completed; the function that it returns lets them go on. */
function held(): () => void {
  let release: () => void = () => {};
  TestBed.inject(SessionMachine).holdBack(new Promise<void>((resolve) => (release = resolve)));
  return release;
}

describe('a request to a resource server with an access token of its own', () => {
  it('R48 fails as the resource server has refused it when the session has ended by then', async () => {
    const page = await tab.signIn(APIS);
    const answer = send(REPORTS);
    const request = await arrived();
    await page.auth.logout({ scope: 'local' });
    request.flush(null, REFUSAL);

    expect(await Promise.race([answer, arrived()])).toMatchObject({ status: 401 });
    noneElse();
  });

  it('R51 A7 is not sent once more as somebody else', async () => {
    const page = await tab.signIn(APIS);
    const answer = send(REPORTS);
    const request = await arrived();
    signInBob(page);
    frames.answering({ claims: BOB });
    request.flush(null, REFUSAL);

    expect(await Promise.race([answer, arrived()])).toMatchObject({ status: 401 });
    expect(frames.urls).toHaveLength(1);
    noneElse();
  });

  it('R51 A7 goes without a token when somebody else is signed in by the time that it is sent', async () => {
    const page = await tab.signIn(APIS);
    const release = held();
    const obtain = jest.fn(() => Promise.resolve('token-of-bob'));
    const sent = firstValueFrom(sendWithAccessToken(TestBed.inject(SessionMachine), obtain, (token) => of(token)));
    signInBob(page);
    release();

    expect(await sent).toBeNull();
    expect(obtain).not.toHaveBeenCalled();
  });

  it('R51 A7 goes without the token that another tab has fetched for somebody else meanwhile', async () => {
    const page = await tab.signIn(APIS);
    TestBed.inject(SessionMachine).shareAccessToken = () => {
      signInBob(page);
      return Promise.resolve('token-of-bob');
    };
    void send(REPORTS);

    expect(tokenOf(await arrived())).toBeNull();
  });

  it('gets the token of whoever is signed in by then when nobody was', async () => {
    const page = await tab.signIn(APIS);
    const session = sessionIn(page);
    await page.auth.logout({ scope: 'local' });
    const release = held();
    void send(REPORTS);
    TestBed.inject(SessionMachine).send(signedIn(session));
    release();

    expect(tokenOf(await arrived())).toBe(`Bearer ${heldIn(page)[0]}`);
  });
});
