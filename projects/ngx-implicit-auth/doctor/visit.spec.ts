import assert from 'node:assert/strict';
import { it } from 'node:test';
import { replyOf } from './testing/reply.ts';
import { endAlike, leadsTo, visitOf, type Visit } from './visit.ts';

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
});
