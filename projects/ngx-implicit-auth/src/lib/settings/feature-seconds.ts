import { AuthError } from '../protocol/auth-error';

/**
 * Refuses what is no number of seconds in the range that a feature can work with: a text, NaN, Infinity, too much, too
 * little. Not given counts as right. For dev mode.
 *
 * @param feature - the call that makes the feature
 * @throws AuthError `config_invalid`
 */
export function checkFeatureSeconds(
  feature: string,
  option: string,
  value: unknown,
  [least, most]: readonly [least: number, most: number],
): void {
  if (value === undefined || (typeof value === 'number' && value >= least && value <= most)) return;
  const given = typeof value === 'number' ? value : `a ${typeof value}`;
  throw new AuthError(
    'config_invalid',
    `${option} of ${feature} is ${given}. Write a number of seconds from ${least} to ${most}.`,
  );
}
