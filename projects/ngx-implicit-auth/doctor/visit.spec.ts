import assert from 'node:assert/strict';
import { it } from 'node:test';
import { replyOf } from './testing/reply.ts';
import { endAlike, leadsTo, textOf, visitOf, type Visit } from './visit.ts';

const page = (text: string, status = 400): Visit => ({ kind: 'page', reply: replyOf({ text, status }) });

it('takes pages for alike that differ by numbers, by styles, or by what was sent to them', () => {
  const one = page('<style>a{}</style><b>No such client:</b> one, request 7f3a, https://a.example/one');
  const other = page('<p>No such client:</p>two, request 901b, https%3A%2F%2Fa.example%2Ftwo');
  const sent = ['one', 'two', 'https://a.example/one', 'https://a.example/two'].reverse();
  assert.ok(endAlike(one, other, sent));
  assert.ok(!endAlike(one, other, []));
  assert.ok(!endAlike(page('No such client'), page('No such address'), sent));
});

it('takes pages of two statuses for two, and redirects by where they lead', () => {
  assert.ok(!endAlike(page('No', 400), page('No', 403), []));
  const to = (url: string): Visit => ({ kind: 'elsewhere', url });
  assert.ok(endAlike(to('https://a.example/login?request=1'), to('https://a.example/login?request=2'), []));
  assert.ok(!endAlike(to('https://a.example/login'), to('https://a.example/error'), []));
});

it('knows the redirect URI, whatever is added to it, and no other page of the app', () => {
  assert.ok(leadsTo('https://app.example/', 'https://app.example/#state=a'));
  assert.ok(!leadsTo('https://app.example/', 'https://app.example/login'));
  const location = 'https://app.example/callback?code=a';
  const visit = visitOf(replyOf({ status: 302, location }), 'https://app.example/callback');
  assert.ok(visit.kind === 'back' && visit.isInQuery);
  const empty = visitOf(replyOf({ status: 302, location: `${location}#_=_` }), 'https://app.example/callback');
  assert.ok(empty.kind === 'back' && empty.parameters.get('code') === 'a');
});

const CALLBACK = 'https://app.example/callback';

const FORMS: readonly (readonly [html: string, kind: Visit['kind']])[] = [
  [`<form method="post" action="${CALLBACK}"><input name="error" value="login_required"></form>`, 'posted'],
  [`<FORM\nid='a' ACTION = '${CALLBACK.replaceAll('/', '&#x2F;')}?a=b&amp;c=d'>`, 'posted'],
  ['<form action="/login">', 'page'],
  ['<form action="https://[">', 'page'],
  [`<form><a href="${CALLBACK}">back</a></form>`, 'page'],
];
for (const [html, kind] of FORMS) {
  it(`takes ${html} for ${kind === 'posted' ? 'an answer by form_post' : 'a page'}`, () => {
    assert.equal(visitOf(replyOf({ text: html }), CALLBACK).kind, kind);
  });
}

it('reads a page as a browser shows it', () => {
  const text = '<style>a{}</style><h1 class="b">No</h1><SCRIPT>if (a < b) go()</SCRIPT>such <br> client';
  assert.equal(textOf(replyOf({ text })).replace(/\s+/g, ' ').trim(), 'No such client');
});

it('is not slow with a page that was made to be', () => {
  const before = performance.now();
  for (const part of ['<', '<script', 'a', '<form ', '<form action=', ' ']) {
    const visit = visitOf(replyOf({ text: part.repeat(2 ** 20 / part.length) }), CALLBACK);
    endAlike(visit, visit, [CALLBACK]);
  }
  assert.ok(performance.now() - before < 5_000);
});
