import { watchSession, type SessionCheck } from './watch-session';

/**
 * A page of this very origin, in place of the server's: it notes down what it is asked, and answers by what its address
 * says.
 */
function page(answer: string): string {
  const script = `const asked = [];
    addEventListener('message', ({ data, origin, source }) => {
      asked.push(data + ' of ' + origin);
      source.postMessage(${JSON.stringify(answer)}, origin);
    });`;
  return URL.createObjectURL(new Blob([`<!doctype html><script>${script}</script>`], { type: 'text/html' }));
}

const frames = () => Array.from(document.querySelectorAll('iframe'));
const ASKED = `spa a-session of ${location.origin}`;

let urls: string[];
let stop: () => void;
beforeEach(() => {
  urls = [];
  stop = () => {};
});
afterEach(() => {
  stop();
  urls.forEach((url) => URL.revokeObjectURL(url));
});

/** Watches a page that answers in this way, and resolves with the first answers that are heard. */
function answersOf(answer: string, count: number): Promise<readonly SessionCheck[]> {
  const url = page(answer);
  urls.push(url);
  return new Promise((resolve) => {
    const answers: SessionCheck[] = [];
    stop = watchSession({
      url,
      clientId: 'spa',
      sessionState: 'a-session',
      intervalMs: 10,
      onAnswer: (heard) => {
        answers.push(heard);
        if (answers.length === count) resolve(answers);
      },
    });
  });
}

describe("the frame of the server's session", () => {
  for (const answer of ['unchanged', 'changed', 'error'] as const) {
    it(`R57 is asked again and again by client_id and session_state, and heard when it says ${answer}`, async () => {
      expect(await answersOf(answer, 3)).toEqual([answer, answer, answer]);
      const [frame] = frames();
      expect(frame?.contentWindow && Reflect.get(frame.contentWindow, 'eval')('[...new Set(asked)]')).toEqual([ASKED]);
    });
  }

  it('R57 A18 is not heard when it says anything else, nor is anybody else', async () => {
    const heard = answersOf('unchanged', 3);
    const others: string[] = [];
    const listen = ({ data }: MessageEvent<string>) => others.push(data);
    addEventListener('message', listen);
    for (const word of ['changed', 'error']) postMessage(word, location.origin);
    const [frame] = frames();
    frame?.addEventListener('load', () => {
      for (const word of ['Changed', 'error ', '', 'signed-out']) {
        Reflect.get(frame.contentWindow ?? window, 'eval')(`parent.postMessage(${JSON.stringify(word)}, '*')`);
      }
    });

    expect(await heard).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(others).toEqual(jasmine.arrayContaining(['changed', 'error', 'Changed', 'signed-out']));
    removeEventListener('message', listen);
  });

  it('is not seen, whatever style the app has for frames', async () => {
    const style = document.createElement('style');
    style.textContent = 'iframe { display: block }';
    document.head.append(style);
    await answersOf('unchanged', 1);

    expect(frames().map((frame) => frame.checkVisibility())).toEqual([false]);
    style.remove();
  });

  it('R58 is gone once the watch has ended, and nothing is heard or asked from then on', async () => {
    const add = spyOn(globalThis, 'addEventListener').and.callThrough();
    const remove = spyOn(globalThis, 'removeEventListener').and.callThrough();
    const setInterval = spyOn(globalThis, 'setInterval').and.callThrough();
    const clearInterval = spyOn(globalThis, 'clearInterval').and.callThrough();
    await answersOf('unchanged', 2);
    stop();

    expect(frames()).toEqual([]);
    expect(add).toHaveBeenCalledTimes(1);
    expect(remove.calls.allArgs()).toEqual(add.calls.allArgs());
    expect(clearInterval.calls.allArgs()).toEqual(setInterval.calls.all().map(({ returnValue }) => [returnValue]));
  });

  it('R58 is gone as well when the watch ends before it has loaded', () => {
    void answersOf('unchanged', 1);
    expect(frames().length).toBe(1);
    stop();

    expect(frames()).toEqual([]);
  });
});
