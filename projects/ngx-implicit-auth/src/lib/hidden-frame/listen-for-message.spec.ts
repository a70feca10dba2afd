import type { CapturedResponse } from '../session/capture-response';
import { listenForMessage } from './listen-for-message';

const SERVER = 'https://id.example.com';
const REQUEST = `${SERVER}/authorize?response_mode=web_message`;
const response = { access_token: 'a+b/c=', token_type: 'Bearer', expires_in: 600, state: 'expected' };
const proper = { type: 'authorization_response', response };

let frame: HTMLIFrameElement;
let sibling: HTMLIFrameElement;
let over: AbortController;
let heard: CapturedResponse[];

beforeEach(() => {
  [frame, sibling] = [document.createElement('iframe'), document.createElement('iframe')];
  document.body.append(frame, sibling);
  over = new AbortController();
  heard = [];
  listenForMessage(REQUEST, 'expected')(frame, (answer) => heard.push(answer), over.signal);
});

afterEach(() => {
  over.abort();
  frame.remove();
  sibling.remove();
});

function say(data: unknown, { source = frame.contentWindow, origin = SERVER } = {}): void {
  dispatchEvent(new MessageEvent('message', { data, source, origin }));
}

describe('the message that answers an authorization request', () => {
  it('A18 is taken from the frame itself, from the server’s origin, with the state of the request', () => {
    say(proper);

    expect(heard.map(({ component }) => component)).toEqual(['fragment']);
    expect(Object.fromEntries(new URLSearchParams(heard[0]?.encoded))).toEqual({ ...response, expires_in: '600' });
  });

  it('A18 R50 may be an error without a state', () => {
    say({ type: 'authorization_response', response: { error: 'login_required' } });

    expect(heard).toEqual([{ encoded: 'error=login_required', component: 'fragment' }]);
  });

  it.each<[string, string]>([
    ['an origin that only begins alike', `${SERVER}.evil.test`],
    ['another port', `${SERVER}:8443`],
    ['http', 'http://id.example.com'],
    ['no origin', 'null'],
    ['the app’s own origin', location.origin],
  ])('A18 is not taken from %s', (_, origin) => {
    say(proper, { origin });

    expect(heard).toEqual([]);
  });

  it('A18 is not taken from any other window, the page’s own and a sibling among them', () => {
    say(proper, { source: sibling.contentWindow });
    say(proper, { source: window });
    say(proper, { source: null });

    expect(heard).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['of another type', { ...proper, type: 'authorization_request' }],
    ['of no type', { response }],
    ['with another state', { ...proper, response: { ...response, state: 'other' } }],
    ['with tokens and no state', { ...proper, response: { access_token: 'a' } }],
    ['with an error and another state', { ...proper, response: { error: 'x', state: 'other' } }],
    ['without a response', { type: 'authorization_response' }],
    ['with a list for a response', { ...proper, response: ['state', 'expected'] }],
    ['that is a text', JSON.stringify(proper)],
    ['that is nothing', null],
  ])('A18 is none %s', (_, data) => {
    say(data);

    expect(heard).toEqual([]);
  });

  it('A18 is waited for beyond messages that are none, and not after the end', () => {
    say('hello');
    say(proper, { source: sibling.contentWindow });
    say(proper);
    over.abort();
    say(proper);

    expect(heard).toHaveLength(1);
  });
});
