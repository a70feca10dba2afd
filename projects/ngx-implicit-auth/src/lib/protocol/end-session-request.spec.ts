import { buildEndSessionUrl, type EndSessionRequest } from './end-session-request';

const ENDPOINT = 'https://id.example.com/session/end';
const REQUEST: EndSessionRequest = {
  clientId: 'timesheets-spa',
  postLogoutRedirectUri: 'https://app.example.com/?signed=out',
  postLogoutRedirectParameter: 'post_logout_redirect_uri',
  state: 'the-state',
  idTokenHint: 'a.b.c',
  parameters: {},
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
    const { searchParams } = new URL(buildEndSessionUrl(ENDPOINT, { ...REQUEST, idTokenHint }));

    expect([...searchParams.keys()]).toEqual(['client_id', 'post_logout_redirect_uri', 'state']);
  });

  it('R53 adds parameters that the server understands, and leaves empty ones out', () => {
    const parameters = { ui_locales: 'de fr', logout_hint: '' };
    const { searchParams } = new URL(buildEndSessionUrl(ENDPOINT, { ...REQUEST, parameters }));

    expect([...searchParams.keys()]).toEqual([
      'client_id',
      'post_logout_redirect_uri',
      'state',
      'ui_locales',
      'id_token_hint',
    ]);
    expect(searchParams.get('ui_locales')).toBe('de fr');
  });

  it('R53 names the page to come back to as the server does', () => {
    const request = { ...REQUEST, postLogoutRedirectParameter: 'logout_uri' };
    const { searchParams } = new URL(buildEndSessionUrl(ENDPOINT, request));

    expect(searchParams.get('logout_uri')).toBe(REQUEST.postLogoutRedirectUri);
    expect(searchParams.has('post_logout_redirect_uri')).toBe(false);
  });

  it.each(['client_id', 'post_logout_redirect_uri', 'logout_uri', 'state', 'id_token_hint', 'tenant'])(
    'R53 lets no parameter take the place of %s',
    (name) => {
      const parameters = { [name]: 'of-another' };
      const request = { ...REQUEST, postLogoutRedirectParameter: 'logout_uri', parameters };

      expect(() => buildEndSessionUrl(`${ENDPOINT}?tenant=a`, request)).toThrow(
        expect.objectContaining({ code: 'request_invalid', message: expect.stringContaining(`parameter ${name} of`) }),
      );
    },
  );

  it.each(['http://app.example.com/', 'javascript:alert(1)', 'invalid:', 'https://app.example.com/#/bye'])(
    'R53 comes back to no such page: %s',
    (postLogoutRedirectUri) => {
      expect(() => buildEndSessionUrl(ENDPOINT, { ...REQUEST, postLogoutRedirectUri })).toThrow(
        expect.objectContaining({ code: 'request_invalid', message: expect.stringContaining('without a fragment') }),
      );
    },
  );
});
