import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import {
  authInterceptor,
  ɵnoteOf as noteOf,
  ɵSessionMachine as SessionMachine,
  withSilentRenewal,
  type ɵRequestSettings as RequestSettings,
} from 'ngx-implicit-auth';
import { withInspectorInProduction } from 'ngx-implicit-auth/inspector/in-production';
import { fakeAuthorizationServer } from '../../../../../src/lib/testing/fake-authorization-server';
import { fakeTab } from '../../../../../src/lib/testing/fake-tab';
import { sessionIn } from '../../../../../src/lib/testing/page-state';
import { configurationOf } from '../model/configuration';
import { latestOf } from '../model/event-words';
import type { Inspection } from '../model/inspection';
import { Inspector } from '../model/inspector';
import { renewalOf } from '../model/renewal';
import { sessionFacts } from '../model/session-facts';
import { timelineOf } from '../model/timeline';
import { MARK, markedEvent, markedSession, markedSettings, secret } from '../testing/marked';
import { harmless } from './harmless';
import { reportOf } from './report';
import { VERSION } from './version';

const ENVIRONMENT = { library: VERSION, angular: '22.0.0', browser: 'Firefox/140.0', now: Date.UTC(2026, 0, 1) };

const EMPTY: Inspection = {
  status: 'signed-out',
  failure: null,
  flow: 'implicit',
  session: null,
  renewal: { options: null, times: [], lastOutcome: null },
  timeline: { startedAt: null, steps: [] },
  notes: [],
  latest: [],
  isFromStart: true,
  tabs: null,
  sharesTabs: false,
  requests: [],
  stored: [],
  configuration: [],
  features: [],
};

describe('the report', () => {
  it('has no token, state, nonce, value of a claim, e-mail address, or words of a server in it, whatever they are', () => {
    fc.assert(
      fc.property(
        markedSession,
        fc.array(markedEvent, { maxLength: 60 }),
        markedSettings,
        secret,
        (session, events, settings, text) => {
          const notes = events.map((event, index) => ({ ...noteOf(event, index % 2 === 0), at: index }));
          const request = {
            at: 0,
            method: 'GET',
            address: `https://other.example.com/${encodeURIComponent(text)}`,
            server: null,
            token: null,
            scheme: null,
            without: 'not-listed',
            answer: 401,
          } as const;
          const report = reportOf(
            {
              ...EMPTY,
              session: sessionFacts(session, settings.scope ?? ''),
              renewal: renewalOf(notes, {}, 0),
              timeline: timelineOf(notes, 'code'),
              latest: latestOf(notes),
              notes,
              requests: [request],
              configuration: configurationOf(settings, settings as RequestSettings),
            },
            ENVIRONMENT,
          );

          expect(report).not.toContain(MARK);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of an app that has signed somebody in, called APIs, and failed, has none of it either', async () => {
    const server = await fakeAuthorizationServer();
    const tab = fakeTab(server);
    const options = {
      config: { loginHint: `${MARK}@example.com`, parameters: { ui_locales: MARK } },
      features: [withSilentRenewal(), withInspectorInProduction()],
      providers: [provideHttpClient(withInterceptors([authInterceptor])), provideHttpClientTesting(), Inspector],
      login: { returnTo: `/${MARK}` },
      answer: { claims: { name: MARK, email: `${MARK}@example.com`, [`${MARK}@example.com`]: 1, sid: MARK } },
    };
    const page = await tab.signIn(options);
    TestBed.inject(HttpClient).get(`https://api.example.com/timesheets/${MARK}?${MARK}`).subscribe();
    TestBed.inject(HttpTestingController)
      .expectOne(() => true)
      .flush('');
    tab.frame = async (url) => {
      const refused = server.refuse(url, {
        parameters: { error: 'server_error', error_description: MARK, error_uri: MARK },
      });
      return { encoded: new URL(refused).hash, component: 'fragment' };
    };
    await page.auth.renew();
    const inspector = TestBed.inject(Inspector);
    await inspector.look();
    await new Promise((resolve) => setTimeout(resolve));
    const report = reportOf(inspector.inspection(), ENVIRONMENT);
    const { accessToken, idToken, claims } = sessionIn(page);
    const secrets = [MARK, accessToken, idToken, claims?.sub, claims?.nonce, claims?.email];

    expect(secrets.filter((each) => typeof each !== 'string' || report.includes(each))).toEqual([undefined]);
    expect(report).toContain('State: signed-in');
    expect(report).toContain('| GET | https://api.example.com/timesheets | The session’s token, as Bearer | 200 |');
    expect(report).toContain('renewal-ended unreachable');
    expect(report).toContain('| clockSkewSeconds | 300 | default |');
    expect(report).toContain('| loginHint | set |  |');
    expect(TestBed.inject(SessionMachine).state().status).toBe('signed-in');
  });

  it('tells of an app in production that requests and features are not known', () => {
    const report = reportOf({ ...EMPTY, requests: null, features: null }, ENVIRONMENT);

    expect(report).toContain('Features: not known in production');
    expect(report).toContain('Noted in development alone.');
  });

  it('names the version of the package', () => {
    const { version } = JSON.parse(readFileSync('projects/ngx-implicit-auth/package.json', 'utf8')) as {
      version: string;
    };

    expect(VERSION).toBe(version);
  });
});

describe('a text for a report', () => {
  it.each([
    ['a | b\n`c`', 'a b c'],
    [
      '![x](https://evil.example.com/x.png) [y](javascript:alert(1))',
      '! x (https://evil.example.com/x.png) y (javascript:alert(1))',
    ],
    ['<img src=x onerror=alert(1)> &lt;b&gt; &commat;bob #7', 'img src=x onerror=alert(1) lt;b gt; commat;bob 7'],
    ['read\u202E:write\u0000\u200B', 'read :write'],
  ])('%j is told as %j', (text, told) => {
    expect(harmless(text)).toBe(told);
  });
});
