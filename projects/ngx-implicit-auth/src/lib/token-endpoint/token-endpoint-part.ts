// What posts to the server. Loaded by apps alone that ask for a code, or whose server wants requests pushed.
export { pushRequest } from './push-request';
export { redeemCode } from './redeem-code';
export { newestForm, redeemRefreshToken } from './redeem-refresh-token';
