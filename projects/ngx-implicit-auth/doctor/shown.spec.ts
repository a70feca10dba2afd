import assert from 'node:assert/strict';
import { it } from 'node:test';
import { shownText, shownUrl } from './shown.ts';

it('shows a URL without query, fragment, user name and password', () => {
  assert.equal(shownUrl('https://me:secret@id.example.com/a?token=secret#secret'), 'https://id.example.com/a');
  assert.equal(shownUrl('https://id.example.com/a@b'), 'https://id.example.com/a@b');
});

it('shows a text on one line, short, without what a terminal obeys', () => {
  assert.equal(shownText(' \u001b[31ma\r\nb\u2066c '), '[31ma b c');
  assert.equal(shownText('a'.repeat(300)), `${'a'.repeat(200)}…`);
});
