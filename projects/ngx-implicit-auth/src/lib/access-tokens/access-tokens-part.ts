// What deals with the tokens of single resource servers is loaded together, with the first of them.
export { accessTokenFor } from './watch-access-token';
export { obtainAccessToken } from './obtain-access-token';
export { sendWithAccessToken } from './send-with-access-token';
