import { withSessionManagement, withSilentRenewal, type AuthFeature } from 'ngx-implicit-auth';

type Make = (value: never) => AuthFeature;

const OPTIONS: readonly [string, Make, readonly number[]][] = [
  ['leadSeconds', (leadSeconds) => withSilentRenewal({ leadSeconds }), [0, 0.1, 300]],
  ['timeoutSeconds', (timeoutSeconds) => withSilentRenewal({ timeoutSeconds }), [0.1, 10, 86_400]],
  ['intervalSeconds', (intervalSeconds) => withSessionManagement({ intervalSeconds }), [0.1, 5, 86_400]],
];
const NO_SECONDS = [NaN, Infinity, -Infinity, -1, 1e9, '5', '', null, true, {}];

describe.each(OPTIONS)('%s', (option, make, usable) => {
  it.each(NO_SECONDS)('is refused as soon as the feature is made: %p', (value) => {
    expect(() => make(value as never)).toThrow(
      expect.objectContaining({
        code: 'config_invalid',
        message: expect.stringContaining(`${option} of with`),
      }),
    );
  });

  it.each([undefined, ...usable])('may be %p', (value) => {
    expect(() => make(value as never)).not.toThrow();
  });
});

it.each<[string, Make]>(OPTIONS.slice(1).map(([option, make]) => [option, make]))(
  '%s may not be so short that something goes on without a pause',
  (_, make) => {
    for (const value of [0, 1e-9]) expect(() => make(value as never)).toThrow(/number of seconds from 0\.1/);
  },
);
