import { numberOf } from './fields';

describe('hours', () => {
  it.each([
    ['7.5', 7.5],
    ['7,5', 7.5],
    [' 8 ', 8],
    ['.25', 0.25],
    ['-1', -1],
  ])('are read as a person writes them: %s', (text, hours) => {
    expect(numberOf(text)).toBe(hours);
  });

  it.each(['', ' ', '0x10', '1e1', 'Infinity', '7:30', '7.5 h', '1,000.5', '.'])('are no number in “%s”', (text) => {
    expect(numberOf(text)).toBeNaN();
  });
});
