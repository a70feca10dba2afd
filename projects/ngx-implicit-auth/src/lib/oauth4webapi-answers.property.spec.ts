import fc from 'fast-check';
import { CASES } from './testing/cases';
import {
  AUTHENTICATED_AT,
  codeAnswers,
  PUSHED_ANSWERS,
  SIGNED,
  tokenAnswers,
  type Asked,
  type CodeAnswer,
  type JsonAnswer,
  type Members,
  type TokenAnswer,
} from './testing/generated-answers';
import { CLAIMS, NOW } from './testing/id-token-issuer';
import {
  CLOCK_SKEW_SECONDS,
  library,
  oauth4webapi,
  properAnswer,
  properTokens,
  PUSHED,
  REFRESH,
  SIGN_INS,
  type SignIn,
} from './testing/judged-answers';

const { aud: clientId } = CLAIMS;

beforeEach(() => {
  // oauth4webapi's clock.
  jest.spyOn(Date, 'now').mockReturnValue(NOW * 1000);
});

/** A rule by which the library judges otherwise than oauth4webapi, and an answer that shows it. */
interface Difference<T> {
  readonly rule: string;
  /** What only the library refuses. */
  readonly refuses?: (answer: T, asked: Asked) => boolean;
  /** Where the library takes an answer that oauth4webapi refuses: the answer that it takes it for. */
  readonly takesFor?: <Answer extends T>(answer: Answer, asked: Asked) => Answer;
  /** Makes such an answer of a proper one. */
  readonly example: <Answer extends T>(answer: Answer) => Answer;
  /** To which the proper one answers; by default one that asks for nothing special. */
  readonly at?: SignIn;
}

const withMembers =
  (members: Members) =>
  <T extends JsonAnswer>(answer: T): T => ({ ...answer, members: { ...answer.members, ...members } });
const withClaims =
  (claims: Members) =>
  <T extends TokenAnswer>(answer: T): T => ({ ...answer, claims: { ...answer.claims, ...claims } });
const withResponse =
  (...added: [string, string][]) =>
  <T extends CodeAnswer>(answer: T): T => ({ ...answer, response: [...answer.response, ...added] });
/** What holds of the claims of an id_token, if there is one. */
const ofIdToken =
  (holds: (claims: Members, asked: Asked) => boolean) =>
  ({ members, claims }: TokenAnswer, asked: Asked) =>
    members['id_token'] === SIGNED && holds(claims, asked);
const without = (members: Members, isDropped: (name: string, value: unknown) => boolean): Members =>
  Object.fromEntries(Object.entries(members).filter(([name, value]) => !isDropped(name, value)));

const isLifetime = (value: unknown) =>
  (typeof value === 'number' || typeof value === 'string') && /^0*[1-9]\d*$/.test(`${value}`);
const isNone = (value: unknown) => value === undefined || value === null || value === '';

const OF_TOKENS: readonly Difference<TokenAnswer>[] = [
  {
    rule: 'R23 an access token that no header can carry is refused: each request with it would fail',
    refuses: ({ members }) => !/^[!-~]+$/.test(String(members['access_token'])),
    example: withMembers({ access_token: 'a b' }),
  },
  {
    rule: 'R79 a token that is bound to a key is refused by an app without withDpop(), which has none',
    refuses: ({ members }) => String(members['token_type']).toLowerCase() === 'dpop',
    example: withMembers({ token_type: 'DPoP' }),
  },
  {
    rule: 'R24 R67 expires_in is a whole number above 0: a session of no time, or of a guessed one, is none',
    refuses: ({ members }) => !isNone(members['expires_in']) && !isLifetime(members['expires_in']),
    example: withMembers({ expires_in: '300s' }),
  },
  {
    rule: 'R14 R67 a member that may be missing may as well be null or empty: servers write out what they have not',
    takesFor: (answer) => ({
      ...answer,
      members: without(
        answer.members,
        (name, value) => ['expires_in', 'refresh_token', 'scope', 'id_token'].includes(name) && isNone(value),
      ),
    }),
    example: withMembers({ expires_in: null, refresh_token: '', scope: null }),
  },
  {
    rule: 'R67 a scope, a refresh token or an unrequired id_token that is no text is none: a list as scope is common',
    takesFor: (answer) => ({
      ...answer,
      members: without(
        answer.members,
        (name, value) => ['refresh_token', 'scope', 'id_token'].includes(name) && typeof value !== 'string',
      ),
    }),
    example: withMembers({ scope: ['openid'], refresh_token: 5 }),
  },
  {
    rule: 'R31 an id_token for others as well is refused unless the app trusts them, whatever its azp says',
    refuses: ofIdToken(({ aud }) => Array.isArray(aud) && aud.some((audience) => audience !== clientId)),
    example: withClaims({ aud: [clientId, 'api'], azp: clientId }),
  },
  {
    rule: 'R32 an azp is this client, for one audience as for several',
    refuses: ofIdToken(({ azp }) => azp !== undefined && azp !== clientId),
    example: withClaims({ azp: 'api' }),
  },
  {
    rule: 'R31 an audience that is named twice is one audience',
    takesFor: (answer) => {
      const { aud } = answer.claims;
      const isClient = Array.isArray(aud) && aud.length > 0 && aud.every((audience) => audience === clientId);
      return isClient ? withClaims({ aud: clientId })(answer) : answer;
    },
    example: withClaims({ aud: [clientId, clientId] }),
  },
  {
    rule: 'R33 a sub has 1 to 255 ASCII characters',
    refuses: ofIdToken(({ sub }) => typeof sub !== 'string' || !/^\p{ASCII}{1,255}$/u.test(sub)),
    example: withClaims({ sub: '' }),
  },
  {
    rule: 'R34 an id_token was issued since it was asked for, and not in the future',
    refuses: ofIdToken(({ iat }) => Math.abs(Number(iat) - NOW) > CLOCK_SKEW_SECONDS),
    example: withClaims({ iat: NOW - 3600 }),
  },
  {
    rule: 'R36 R69 an at_hash that is there vouches for the access token',
    refuses: ofIdToken(({ at_hash }) => at_hash !== undefined && at_hash !== 'right'),
    example: withClaims({ at_hash: 'wrong' }),
  },
  {
    rule: 'R41 a token of another type, such as an access token or a logout token, is no id_token',
    refuses: ({ members, header: { typ } }) =>
      members['id_token'] === SIGNED && ![undefined, 'JWT', 'application/jwt'].includes(typ as string),
    example: (answer) => ({ ...answer, header: { ...answer.header, typ: 'at+jwt' } }),
  },
];

const KNOWN =
  'code state iss error error_description scope expires_in token_type session_state access_token refresh_token id_token';

const OF_SIGN_INS: readonly Difference<CodeAnswer>[] = [
  {
    rule: 'R22 an access token beside the code was not asked for: nothing vouches for it',
    refuses: ({ response }) => response.some(([name, value]) => name === 'access_token' && value),
    example: withResponse(['access_token', 'x']),
  },
  {
    rule: 'R12 each parameter that a specification defines comes once, also where it decides nothing here',
    refuses: ({ response }) => KNOWN.split(' ').some((known) => response.filter(([name]) => name === known).length > 1),
    example: withResponse(['scope', 'x'], ['scope', 'x']),
  },
  {
    rule: 'R13 R14 a parameter without a value counts as left out, as does one that RFC 6749 does not know',
    takesFor: (answer) => ({
      ...answer,
      response: answer.response.filter(
        ([name, value]) => !['token', 'response'].includes(name) && (name !== 'id_token' || value),
      ),
    }),
    example: withResponse(['id_token', ''], ['token', 'x']),
  },
  {
    rule: 'R69 a c_hash that is there vouches for the code',
    refuses: ofIdToken(({ c_hash }) => c_hash !== undefined && c_hash !== 'right'),
    example: withClaims({ c_hash: 'wrong' }),
  },
  {
    rule: 'R38 an auth_time is looked at where it was asked for, and only there',
    takesFor: (answer, { maxAgeSeconds }) =>
      maxAgeSeconds === undefined ? withClaims({ auth_time: undefined })(answer) : answer,
    example: withClaims({ auth_time: 'now' }),
  },
  {
    rule: "R38 how long ago somebody authenticated is counted by the server's clock alone",
    takesFor: (answer, { maxAgeSeconds }) => {
      const { auth_time, iat } = answer.claims;
      const areTimes = typeof auth_time === 'number' && typeof iat === 'number';
      return maxAgeSeconds === undefined || !areTimes || auth_time < 0
        ? answer
        : withClaims({ auth_time: auth_time + NOW - iat })(answer);
    },
    at: SIGN_INS.asksForAge,
    example: withClaims({ auth_time: NOW - 380, iat: NOW - 50 }),
  },
  {
    rule: 'R38 nobody authenticates after the id_token says so',
    refuses: (answer, { maxAgeSeconds }) =>
      maxAgeSeconds !== undefined &&
      Number(answer.claims['auth_time']) > Number(answer.claims['iat']) + CLOCK_SKEW_SECONDS,
    at: SIGN_INS.asksForAge,
    example: withClaims({ auth_time: NOW + 3600 }),
  },
  {
    rule: 'R37 one of the acr_values that were asked for is told',
    refuses: ({ claims: { acr } }, { acrValues }) => !!acrValues && !acrValues.split(' ').includes(String(acr)),
    at: SIGN_INS.asksForClass,
    example: withClaims({ acr: undefined }),
  },
];

const OF_REFRESHES: readonly Difference<TokenAnswer>[] = [
  {
    rule: 'R73 a nonce is that of the sign-in, or left out',
    refuses: ofIdToken(({ nonce }) => nonce !== undefined && nonce !== CLAIMS.nonce),
    example: withClaims({ nonce: 'another' }),
  },
  {
    rule: 'R51 R73 another person is not taken over',
    refuses: ofIdToken(({ sub }) => sub !== CLAIMS.sub),
    example: withClaims({ sub: 'bob' }),
  },
  {
    rule: 'R73 an auth_time is that of the sign-in',
    refuses: ofIdToken(({ auth_time }) => auth_time !== undefined && auth_time !== AUTHENTICATED_AT),
    example: withClaims({ auth_time: NOW }),
  },
];

const OF_PUSHES: readonly Difference<JsonAnswer>[] = [
  {
    rule: 'R84 the expires_in of a pushed request is not looked at: the person leaves at once',
    takesFor: withMembers({ expires_in: 60 }),
    example: withMembers({ expires_in: undefined }),
  },
];

/** What oauth4webapi makes of an answer, by the rules of the library. */
async function byTheRules<T, Verdict>(
  differences: readonly Difference<T>[],
  answer: T,
  asked: Asked,
  judge: (answer: T) => Promise<Verdict | null>,
): Promise<Verdict | null> {
  if (differences.some(({ refuses }) => refuses?.(answer, asked))) return null;
  return judge(differences.reduce((taken, { takesFor }) => takesFor?.(taken, asked) ?? taken, answer));
}

describe('what the library makes of an answer, beside what oauth4webapi makes of it', () => {
  it('R15 R17 R18 R66 R67 R68 R69 is the same for a sign-in by a code, by its own rules', async () => {
    const answers = fc
      .constantFrom(...Object.values<SignIn>(SIGN_INS))
      .chain((signIn) => fc.tuple(fc.constant(signIn), codeAnswers(signIn, signIn.state)));
    await fc.assert(
      fc.asyncProperty(answers, async ([signIn, answer]) => {
        const rules = [...OF_TOKENS, ...OF_SIGN_INS];
        const byRules = await byTheRules(rules, answer, signIn, (taken) => oauth4webapi.signIn(signIn, taken));

        expect(await library.signIn(signIn, answer)).toEqual(byRules);
      }),
      CASES,
    );
  });

  it('R67 R68 R71 R73 is the same for a refresh, by its own rules', async () => {
    await fc.assert(
      fc.asyncProperty(tokenAnswers(REFRESH), async (answer) => {
        const rules = [...OF_TOKENS, ...OF_REFRESHES];

        expect(await library.refresh(answer)).toEqual(await byTheRules(rules, answer, REFRESH, oauth4webapi.refresh));
      }),
      CASES,
    );
  });

  it('R82 R84 is the same for a pushed authorization request, by its own rules', async () => {
    await fc.assert(
      fc.asyncProperty(PUSHED_ANSWERS, async (answer) => {
        expect(await library.push(answer)).toEqual(await byTheRules(OF_PUSHES, answer, REFRESH, oauth4webapi.push));
      }),
      CASES,
    );
  });
});

/** Whether the library and oauth4webapi take an odd answer. */
const taken = (...verdicts: readonly unknown[]) => verdicts.map((verdict) => verdict !== null);

describe('a rule of its own', () => {
  it.each([...OF_TOKENS, ...OF_SIGN_INS])('at a sign-in: $rule', async ({ takesFor, example, at = SIGN_INS.plain }) => {
    const odd = example(properAnswer(at));

    expect(taken(await library.signIn(at, odd), await oauth4webapi.signIn(at, odd))).toEqual([!!takesFor, !takesFor]);
  });

  it.each([...OF_TOKENS, ...OF_REFRESHES])('at a refresh: $rule', async ({ takesFor, example }) => {
    const odd = example(properTokens(REFRESH));

    expect(taken(await library.refresh(odd), await oauth4webapi.refresh(odd))).toEqual([!!takesFor, !takesFor]);
  });

  it.each(OF_PUSHES)('at a pushed request: $rule', async ({ takesFor, example }) => {
    const odd = example(PUSHED);

    expect(taken(await library.push(odd), await oauth4webapi.push(odd))).toEqual([!!takesFor, !takesFor]);
  });
});
