/** By which flow tokens come. */
export type Flow = 'implicit' | 'code';

/** What is told of each. */
export const FLOW_WORDS: Readonly<
  Record<Flow, { readonly name: string; readonly text: string; readonly renewal: string }>
> = {
  implicit: {
    name: 'Implicit flow',
    text: 'The server puts the tokens into the address of the page that it sends the person back to, and the app takes them out.',
    renewal: 'In a hidden frame, where the server answers as at a sign-in',
  },
  code: {
    name: 'Code + PKCE',
    text:
      'The address of the page that the server sends the person back to holds a code. The app exchanges it for tokens, ' +
      'and proves that it was this tab that had asked: no token is ever in an address.',
    renewal: 'By a refresh token, which is good once and brings the next; else in a hidden frame',
  },
};
