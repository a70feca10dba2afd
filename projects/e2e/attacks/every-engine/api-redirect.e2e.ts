import { inPage } from '../../engines/in-page.ts';
import { signIn } from '../sign-in.ts';
import { expect, test } from '../test.ts';
import type { Answer, Testimony } from '../witness.ts';

/** Answers a preflight as usual, and `/public/moved` with a redirect. */
const redirecting =
  (location: string) =>
  ({ method, path }: Testimony): Answer =>
    method === 'GET' && path === '/public/moved' ? { status: 302, headers: { Location: location } } : {};

test('A8 an API that answers 302 to another origin does not get the token there', async ({ tab, setStage }) => {
  const { app, api, stranger } = await setStage({
    api: (request, addresses) => redirecting(`${addresses.stranger}/stolen`)(request),
  });
  await signIn(tab, app);
  expect(await inPage(tab, (url) => probe.get(url), `${api.url}/public/moved`)).toBe(200);

  expect(api.requests.find(({ method }) => method === 'GET')?.headers['authorization']).toMatch(/^Bearer ./);
  expect(stranger.requests.filter(({ method, path }) => method === 'GET' && path === '/stolen')).toHaveLength(1);
  expect(stranger.requests.filter(({ headers }) => 'authorization' in headers)).toEqual([]);
});

test('A8 any header but Authorization would have gone along', async ({ tab, setStage }) => {
  const { app, api, stranger } = await setStage({
    api: (request, addresses) => redirecting(`${addresses.stranger}/stolen`)(request),
  });
  await tab.goto(app);
  await inPage(
    tab,
    (url) => fetch(url, { headers: { 'X-Api-Key': 'a-key' } }).then(() => null),
    `${api.url}/public/moved`,
  );

  expect(stranger.requests.find(({ method }) => method === 'GET')?.headers['x-api-key']).toBe('a-key');
});

test("A8 a 302 inside the API's origin takes the token along, out of the listed path as well", async ({
  tab,
  setStage,
}) => {
  const { app, api } = await setStage({ api: redirecting('/admin') });
  await signIn(tab, app);
  await inPage(tab, (url) => probe.get(url), `${api.url}/public/moved`);

  const admin = api.requests.find(({ method, path }) => method === 'GET' && path === '/admin');
  expect(admin?.headers['authorization']).toMatch(/^Bearer ./);
});
