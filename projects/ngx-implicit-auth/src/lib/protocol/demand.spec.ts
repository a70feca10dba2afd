import { AuthError } from './auth-error';
import { demand, shownUrl } from './demand';

describe('demand', () => {
  it('goes on while the condition holds', () => {
    expect(() => demand('yes', 'request_invalid', 'No.')).not.toThrow();
  });

  it('throws the typed error when it does not, NaN included', () => {
    const error = new AuthError('request_invalid', 'No.');

    expect(() => demand(false, 'request_invalid', 'No.')).toThrow(error);
    expect(() => demand(1 > NaN, 'request_invalid', 'No.')).toThrow(expect.objectContaining({ code: error.code }));
  });
});

it.each<[unknown, string]>([
  ['https://id.example.com/tenant', 'https://id.example.com/tenant'],
  ['http://id.example.com/?secret#secret', 'http://id.example.com/'],
  ['https://id.test/two\nlines', 'https://id.test/two'],
  [`https://id.test/${'a'.repeat(500)}`, `https://id.test/${'a'.repeat(192)}`],
  ['secret', 'no URL'],
  ['', 'no URL'],
  [undefined, 'no URL'],
  [['https://id.example.com'], 'no URL'],
])('a message shows %j as %s', (value, text) => {
  expect(shownUrl(value)).toBe(text);
});
