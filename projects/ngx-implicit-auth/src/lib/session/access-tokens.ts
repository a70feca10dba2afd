// What deals with the tokens of single resource servers is loaded together, with the first of them.
export { accessTokenFor } from './access-token-for';
export { obtainAccessToken } from './obtain-access-token';
export { sendWithAccessToken } from './send-with-access-token';
