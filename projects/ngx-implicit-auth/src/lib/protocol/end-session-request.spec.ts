import { buildEndSessionUrl, type EndSessionRequest } from './end-session-request';

const ENDPOINT = 'https://id.example.com/session/end';
const REQUEST: EndSessionRequest = {
  clientId: 'timesheets-spa',
  postLogoutRedirectUri: 'https://app.example.com/?signed=out',
  state: 'the-state',
  idTokenHint: 'a.b.c',
};

describe('buildEndSessionUrl', () => {
  it('R53 writes the whole request', () => {
    const url = new URL(buildEndSessionUrl(ENDPOINT, REQUEST));

    expect(url.origin + url.pathname).toBe(ENDPOINT);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      id_token_hint: 'a.b.c',
      client_id: 'timesheets-spa',
      post_logout_redirect_uri: 'https://app.example.com/?signed=out',
      state: 'the-state',
    });
  });

  it("R53 keeps the endpoint's own query", () => {
    const { searchParams } = new URL(buildEndSessionUrl(`${ENDPOINT}?tenant=a%20b`, REQUEST));

    expect(searchParams.get('tenant')).toBe('a b');
    expect(searchParams.get('client_id')).toBe('timesheets-spa');
  });

  it.each([undefined, 'x'.repeat(2000)])('R53 leaves id_token_hint out when it is none, or too long', (idTokenHint) => {
    const { searchParams } = new URL(buildEndSessionUrl(ENDPOINT, { ...REQUEST, idTokenHint: idTokenHint! }));

    expect([...searchParams.keys()]).toEqual(['client_id', 'post_logout_redirect_uri', 'state']);
  });
});
