import assert from 'node:assert/strict';
import { it } from 'node:test';
import { subjectBy } from '../testing/subject-by.ts';
import { cookiesInFrames, whatForbidsFraming } from './without-a-page.ts';

const ORIGIN = 'https://app.example.com';

const POLICIES: readonly (readonly [headers: Record<string, string>, header: string | null])[] = [
  [{}, null],
  [{ 'x-frame-options': 'SAMEORIGIN' }, 'X-Frame-Options: SAMEORIGIN'],
  [{ 'x-frame-options': 'deny' }, 'X-Frame-Options: deny'],
  [{ 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" }, "frame-ancestors 'none'"],
  [
    { 'content-security-policy': "frame-ancestors 'self' https://other.example" },
    "frame-ancestors 'self' https://other.example",
  ],
  [{ 'content-security-policy': 'frame-ancestors https://*.example.com', 'x-frame-options': 'DENY' }, null],
  [{ 'content-security-policy': `frame-ancestors 'self' ${ORIGIN}` }, null],
  [{ 'content-security-policy': 'frame-ancestors http://app.example.com' }, 'frame-ancestors http://app.example.com'],
  [{ 'content-security-policy': 'frame-ancestors app.example.com' }, null],
  [{ 'content-security-policy': 'frame-ancestors https:' }, null],
  [{ 'content-security-policy': 'frame-ancestors *' }, null],
];
for (const [headers, header] of POLICIES) {
  it(`framing by ${ORIGIN} is forbidden by ${header ?? 'nothing'} in ${JSON.stringify(headers)}`, () => {
    assert.equal(whatForbidsFraming(new Headers(headers), ORIGIN), header);
  });
}

const SITES: readonly (readonly [server: string, app: string, areOne: boolean])[] = [
  ['https://id.example.com/authorize', ORIGIN, true],
  ['https://example.com/authorize', ORIGIN, true],
  ['https://example.eu.auth0.com/authorize', ORIGIN, false],
  ['https://id.example.co.uk/authorize', 'https://app.other.co.uk', false],
  ['https://id.example.co.uk/authorize', 'https://app.example.co.uk', true],
  ['https://one.github.io/authorize', 'https://two.github.io', false],
  ['http://id.example.com/authorize', ORIGIN, false],
  ['http://localhost:8080/authorize', 'http://localhost:4200', true],
  ['http://127.0.0.1:8080/authorize', 'http://localhost:4200', false],
];
for (const [server, app, areOne] of SITES) {
  it(`${server} and ${app} are ${areOne ? 'one site' : 'two sites'}`, () => {
    const subject = subjectBy({ issuer: server, origin: app });
    const { verdict, cure = '' } = cookiesInFrames(server, subject);
    assert.equal(verdict, areOne ? 'right' : 'aside');
    assert.match(cure, areOne ? /^$/ : /strategy: 'navigation'/);
  });
}
