import assert from 'node:assert/strict';
import { it } from 'node:test';
import { asPage, json, redirect } from './answer.ts';
import { loginPage, refusedPage } from './pages.ts';

it('adds to the query that a URL has, and leaves out what is not there', () => {
  const { headers } = redirect('https://app.example/?week=47', { code: 'a b', error: undefined });
  assert.equal(headers['location'], 'https://app.example/?week=47&code=a+b');
});

it('writes a redirect as a page that ends in no text of its own', () => {
  const page = asPage(redirect('https://app.example/', { state: '</script><script>alert(1)' }, 'fragment'));
  assert.equal(page.status, 200);
  assert.equal(page.headers['location'], undefined);
  assert.equal(page.headers['referrer-policy'], 'no-referrer');
  assert.equal(page.body.match(/<\/script>/g)?.length, 1);
  assert.match(page.body, /location\.replace\("https:\/\/app\.example\/#state=/);
});

it('leaves any other answer as it is', () => {
  const answer = json({ keys: [] });
  assert.equal(asPage(answer), answer);
});

it('shows what was sent as text, never as markup', () => {
  const page = loginPage(
    'https://id.example.com',
    'https://id.example.com/login',
    new URLSearchParams({ state: '"><b>' }),
  );
  assert.ok(page.body.includes('value="&#34;&#62;&#60;b&#62;"'));
  assert.ok(!refusedPage('Its client_id is <b>').body.includes('<b>'));
});
