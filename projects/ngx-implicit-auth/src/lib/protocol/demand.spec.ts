import { AuthError } from './auth-error';
import { demand } from './demand';

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
