import { AuthError } from '../protocol/auth-error';
import type { AnswerChanges, FakeAuthorizationServer } from './fake-authorization-server';
import { responseOf, type Tab } from './fake-tab';

/** The hidden frames of a tab, and what comes of them. */
export interface RenewalFrames {
  /** The URL that each frame was opened with. */
  readonly urls: readonly string[];
  /** The parameters of the authorization request in one of them, by default the last. */
  request(at?: number): URLSearchParams;
  /** Has every frame answered at once; this is how it begins. */
  answering(changes: AnswerChanges): void;
  refusing(parameters: Readonly<Record<string, string | undefined>>): void;
  failing(code: 'server_unreachable' | 'renewal_frame_blocked'): void;
  /** Has every frame answered when the test says so. */
  waiting(): {
    readonly opened: Promise<void>;
    readonly answer: (changes?: AnswerChanges) => Promise<void>;
    readonly refuse: (error: string) => Promise<void>;
    readonly fail: () => Promise<void>;
  };
}

/** Stands in for the hidden frames of a tab. */
export function renewalFrames(tab: Tab, server: FakeAuthorizationServer): RenewalFrames {
  const urls: string[] = [];
  const coming = (answer: (url: string, onStopped: () => void) => string | Promise<string>) => {
    tab.frame = async (url, _redirectUri, _timeoutMs, _signal, onStopped) => {
      urls.push(url);
      return responseOf(await answer(url, onStopped));
    };
  };
  const last = () => urls.at(-1) ?? '';
  const frames: RenewalFrames = {
    urls,
    request: (at = -1) => new URL(urls.at(at) ?? '').searchParams,
    answering: (changes) => {
      coming((url) => server.answer(url, changes));
    },
    refusing: (parameters) => {
      coming((url) => server.refuse(url, { parameters }));
    },
    failing: (code) => {
      coming((_, onStopped) => {
        if (code === 'renewal_frame_blocked') onStopped();
        throw new AuthError(code, 'It failed.');
      });
    },
    waiting: () => {
      let open: () => void;
      const opened = new Promise<void>((resolve) => (open = resolve));
      let settle: (url: string | Promise<string>) => void = () => {};
      coming(() => {
        const answer = new Promise<string>((resolve) => (settle = resolve));
        open();
        return answer;
      });
      const after = async (answer: () => string | Promise<string>) => {
        await opened;
        settle(answer());
      };
      return {
        opened,
        answer: (changes) => after(() => server.answer(last(), changes)),
        refuse: (error) => after(() => server.refuse(last(), { parameters: { error } })),
        fail: () => after(() => Promise.reject(new AuthError('server_unreachable', 'It failed.'))),
      };
    },
  };
  frames.answering({});
  return frames;
}
