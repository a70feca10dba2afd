import { withSilentRenewal } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import type { Tab } from '../testing/fake-tab';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';
import { ownPageBlocked } from './own-page';

const PAGE = 'https://app.example.com/silent-renewal.html';
const hostSending = (headers: Record<string, string>) => () => Promise.resolve(new Response('', { headers }));

describe('the app’s own page', () => {
  it.each<[string, Record<string, string>]>([
    ['X-Frame-Options: DENY', { 'X-Frame-Options': 'deny' }],
    ['X-Frame-Options: DENY', { 'X-Frame-Options': 'DENY', 'Content-Security-Policy': "default-src 'self'" }],
    [
      "Content-Security-Policy: frame-ancestors 'none'",
      { 'Content-Security-Policy': "frame-ancestors 'none'; img-src *" },
    ],
    [
      'Content-Security-Policy: frame-ancestors https://portal.example.com',
      {
        'Content-Security-Policy': "default-src 'self'; Frame-Ancestors https://portal.example.com",
        'X-Frame-Options': 'SAMEORIGIN',
      },
    ],
    [
      "Content-Security-Policy: frame-ancestors 'none'",
      { 'Content-Security-Policy': "frame-ancestors *, frame-ancestors 'none'" },
    ],
  ])('may not be framed by its header %s', async (header, headers) => {
    const error = await ownPageBlocked(PAGE, hostSending(headers));

    expect(error).toMatchObject({ code: 'renewal_frame_blocked' });
    expect(error?.message.toLowerCase()).toContain(
      `${PAGE} may not be framed, by its header ${header}. `.toLowerCase(),
    );
  });

  it.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['SAMEORIGIN', { 'X-Frame-Options': 'SAMEORIGIN' }],
    [
      'its own origin among others',
      { 'Content-Security-Policy': "frame-ancestors https://a.test 'self'", 'X-Frame-Options': 'DENY' },
    ],
    ['its own origin by name', { 'Content-Security-Policy': 'frame-ancestors https://app.example.com' }],
    ['a wildcard', { 'Content-Security-Policy': 'frame-ancestors https://*.example.com' }],
    ['a scheme', { 'Content-Security-Policy': 'frame-ancestors https:' }],
  ])('is not suspected when its headers name %s', async (_, headers) => {
    await expect(ownPageBlocked(PAGE, hostSending(headers))).resolves.toBeNull();
  });

  it('is not suspected when nobody can tell', async () => {
    await expect(ownPageBlocked(PAGE, () => Promise.reject(new TypeError('Failed to fetch')))).resolves.toBeNull();
  });
});

const server = await fakeAuthorizationServer();
let tab: Tab;
let frames: RenewalFrames;

renewingTabForEach(server, (fresh) => {
  ({ tab, frames } = fresh);
});

it('R52 a frame that the app’s own host has kept from its page is not blamed on the server', async () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
  const { auth } = await tab.signIn({ features: [withSilentRenewal()] });
  frames.failing('renewal_frame_blocked');
  const { fetch } = tab.platform;
  tab.platform.fetch = (url, init) => (url === PAGE ? hostSending({ 'X-Frame-Options': 'DENY' })() : fetch(url, init));

  await expect(auth.renew()).resolves.toMatchObject({
    status: 'frame-blocked',
    error: { message: expect.stringContaining(`${PAGE} may not be framed`) },
  });
  expect(warn).toHaveBeenCalledWith(expect.stringContaining(`${PAGE} may not be framed`));
});
