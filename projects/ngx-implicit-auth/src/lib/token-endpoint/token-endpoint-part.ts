// What deals with the token endpoint. Loaded by apps alone that ask for a code.
export { codeChallenge } from './pkce';
export { redeemCode } from './redeem-code';
