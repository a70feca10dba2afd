import { expect } from '@playwright/test';
import { withThese, type Behaviour } from './behaviour.ts';
import { conformanceTests, type ConformanceCase } from './conformance.ts';
import { expectEveryClaim, expectNoneOfIt } from './expect-userinfo.ts';
import { OTHER_RSA_KEY, RSA_KEY, spoilSignature } from './signing-keys.ts';
import { test } from './stage.ts';

const SIGNED: Behaviour = { userInfoHeader: () => ({ alg: RSA_KEY.alg, kid: RSA_KEY.kid }) };

/** A case in which the sign-in stands, and the userinfo is not used. */
function refusal(
  name: ConformanceCase['name'],
  rules: string,
  behaviour: Behaviour,
  userInfoError: ConformanceCase['userInfoError'],
): ConformanceCase {
  const responseTypes = ['id_token token'] as const;
  return { name, rules, behaviour, outcome: 'accepted', userInfoError, responseTypes, also: expectNoneOfIt };
}

test.describe('R44 R45 R46 the claims of the userinfo endpoint', () => {
  conformanceTests([
    {
      name: 'scope profile/email/address/phone claims',
      rules: 'R3 R44',
      outcome: 'accepted',
      also: (stage, outcome) => {
        expectEveryClaim(stage, outcome);
        const requests = stage.server.record.to('userinfo').filter(({ method }) => method === 'GET');
        const accessToken = outcome.state.status === 'signed-in' && outcome.state.session.accessToken;
        expect(requests.map(({ headers }) => headers.authorization)).toEqual(
          stage.responseType === 'id_token' ? [] : [`Bearer ${accessToken}`],
        );
      },
    },
    {
      name: 'signed userinfo',
      rules: 'R46',
      responseTypes: ['id_token token'],
      behaviour: SIGNED,
      outcome: 'accepted',
      also: expectEveryClaim,
    },
    refusal(
      'userinfo with another sub',
      'R45',
      { userInfo: withThese({ sub: 'somebody-else' }) },
      'user_info_subject_mismatch',
    ),
    refusal('bad signature of userinfo', 'R46', { ...SIGNED, userInfoToken: spoilSignature }, 'user_info_invalid'),
    refusal('alg: none of userinfo', 'R46 A9', { userInfoHeader: () => ({ alg: 'none' }) }, 'user_info_invalid'),
    {
      name: 'unknown kid of userinfo',
      rules: 'R40 R46 A12',
      responseTypes: ['id_token token'],
      behaviour: {
        // The id_token has the keys fetched once more, and that is all there is for one sign-in.
        keys: (proper, record) =>
          record.to('authorize').length > 0 ? { signing: OTHER_RSA_KEY, published: [OTHER_RSA_KEY] } : proper,
        userInfoHeader: () => ({ alg: 'RS256', kid: 'never-seen' }),
      },
      outcome: 'accepted',
      userInfoError: 'user_info_invalid',
      also: (stage, outcome) => {
        expectNoneOfIt(stage, outcome);
        expect(stage.server.record.to('keys')).toHaveLength(2);
      },
    },
    refusal(
      'userinfo for another client',
      'R46',
      { ...SIGNED, userInfo: withThese({ aud: 'another-client' }) },
      'user_info_invalid',
    ),
  ]);
});
