import assert from 'node:assert/strict';
import { it } from 'node:test';
import { saidText, shownText, shownUrl } from './shown.ts';

it('shows a URL without query, fragment, user name and password', () => {
  assert.equal(shownUrl('https://me:secret@id.example.com/a?token=secret#secret'), 'https://id.example.com/a');
  assert.equal(shownUrl('https://id.example.com/a@b'), 'https://id.example.com/a@b');
  for (const prefix of ['https:', 'https:/', 'https:\\\\', 'HTTPS:///', '']) {
    assert.equal(shownUrl(`${prefix}me:secret@id.example.com/a`), `${prefix}id.example.com/a`);
  }
});

it('shows a text on one line, short, without what a terminal obeys', () => {
  assert.equal(shownText(' \u001b[31ma\r\nb\u2066c '), '[31ma b c');
  assert.equal(shownText('a'.repeat(300)), `${'a'.repeat(200)}…`);
});

it('shows no token, whoever writes it', () => {
  const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl';
  assert.equal(shownText(`no: ${jwt}, ${jwt.slice(0, 30)}`), 'no: …, …');
  assert.equal(saidText('no such code: 4f2c9a7be1d04c55a1b2'), 'no such code: …');
  assert.equal(saidText(`${'a'.repeat(190)} 4f2c9a7be1d04c55a1b2`), `${'a'.repeat(190)} …`);
  assert.equal(
    saidText('no such address: https://app1.example.com/auth/callback'),
    'no such address: https://app1.example.com/auth/callback',
  );
});

it('cuts no character in two', () => {
  assert.equal(shownText(`${'a'.repeat(199)}🙂🙂`), `${'a'.repeat(199)}…`);
});
