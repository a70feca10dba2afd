import { tabOf } from '../engines/chromium.ts';
import { signIn } from './sign-in.ts';
import { expect, test } from './test.ts';

const TOKEN_IS_FOR = 'https://api.example.com/public';

const ELSEWHERE = [
  'https://api.example.com.evil.test/public',
  'https://api.example.com@evil.test/public',
  'https://api.example.com%2eevil.test/public',
  '//evil.test/public',
  '/\\evil.test/public',
  'https:\\\\evil.test/public',
  'https://evil.test/https://api.example.com/public',
  'https://evil.test/?https://api.example.com/public',
  'https://evil.test/#https://api.example.com/public',
  // A Cyrillic а.
  'https://аpi.example.com/public',
  'https://api.example.com./public',
  'https://api.example.com:444/public',
  'http://api.example.com/public',
  '//api.example.com/public',
  'https://api.example.com/',
  'https://api.example.com/publicX',
  'https://api.example.com/public/%2e%2e/admin',
  'https://api.example.com/public/../admin',
  'https://api.example.com/public\\..\\admin',
  'https://api.example.com/public/..%2fadmin',
  'https://api.example.com/public/..%5cadmin',
  'https://api.example.com/public/..;/admin',
  'blob:https://api.example.com/public',
  'data:text/plain,https://api.example.com/public',
];

const TO_THE_API = [
  'https://api.example.com/public',
  'https://api.example.com/public/x?y#z',
  'HTTPS://API.EXAMPLE.COM/public',
  'https://api.example.com:443/public',
  'https://ａｐｉ.example.com/public',
  'https://api。example.com/public',
  'https://api.exa\tmple.com/public',
  '  https://api.example.com/public',
];

test('A7 R49 no URL gets the token sent elsewhere, and every spelling of the right one gets it there', async ({
  page,
  setStage,
}) => {
  const { app } = await setStage({ config: { resourceServers: [TOKEN_IS_FOR] } });
  const authorized: string[] = [];
  const requested: string[] = [];
  // Nothing leaves this machine: the test itself answers for every other host.
  await page.route(
    ({ hostname }) => hostname !== 'localhost',
    (route) => {
      requested.push(route.request().url());
      return route.fulfill({ headers: { 'Access-Control-Allow-Origin': '*' } });
    },
  );
  page.on('request', (request) => 'authorization' in request.headers() && authorized.push(request.url()));
  await signIn(tabOf(page), app);

  for (const url of ELSEWHERE) {
    await page.evaluate((target) => probe.get(target), url);
    expect(authorized, JSON.stringify(url)).toEqual([]);
  }
  expect(requested.filter((url) => new URL(url).hostname.endsWith('evil.test')).length).toBeGreaterThan(5);
  for (const url of TO_THE_API) {
    authorized.length = 0;
    expect(await page.evaluate((target) => probe.get(target), url), JSON.stringify(url)).toBe(200);
    expect(authorized, JSON.stringify(url)).toEqual([expect.stringMatching(/^https:\/\/api\.example\.com\/public/)]);
  }
});
