import { ISSUER } from './model-server';
import type { Page } from './page';

/** How long the server takes when it is slow. */
const FRAME_TAKES_MS = 4_000;

/** A hidden frame of a page: what the library uses of an `iframe`. */
export interface ModelFrame extends HTMLIFrameElement {
  /** The browser puts the frame into the page, and loads it. */
  load(): void;
}

/** Makes a frame of an element that loads nothing by itself. */
export function modelFrame(page: Page, element: HTMLElement): ModelFrame {
  const { server, device } = page.world;
  const frame = element as unknown as ModelFrame;
  let location: string | null = 'about:blank';
  let isRemoved = false;

  const loadedAt = (url: string | null) => {
    if (isRemoved) return;
    location = url;
    frame.dispatchEvent(new Event('load'));
  };
  const answer = (request: string): string | null => {
    if (!server.isUp || server.framing === 'refused') return null;
    return server.answerSilently(request, server.framing === 'allowed');
  };
  const contentWindow = {
    get location() {
      if (location === null) throw new DOMException('Another origin.', 'SecurityError');
      return { href: location, replace: request };
    },
    postMessage: (question: string) => {
      device.send(page, 'the server’s word on its session', () => {
        if (isRemoved) return;
        const data = server.checkSession(question);
        page.world.witness.changedAtServer(page, data === 'changed');
        page.dispatch('message', { origin: ISSUER, source: contentWindow, data });
      });
    },
  };
  Object.defineProperty(frame, 'contentWindow', { value: contentWindow });
  frame.remove = () => {
    isRemoved = true;
    page.frames.delete(frame);
  };
  frame.load = () => {
    page.frames.add(frame);
    if (frame.src) device.send(page, 'the server’s frame', () => loadedAt(null));
  };
  function request(src: string): void {
    page.world.witness.requested(src, page);
    page.world.witness.refusals.asksSilently(src, page);
    if (server.framing === 'unanswered') return;
    // The server answers at once; the answer takes its time.
    const url = answer(src);
    if (url) page.world.witness.codes.delivered(url);
    const arrive = () => {
      if (!isRemoved && url?.includes('error=')) page.world.witness.refusals.hears(src, page);
      loadedAt(url);
    };
    const what = 'the answer into the hidden frame';
    if (page.world.number() % 3) device.send(page, what, arrive);
    else device.sendSlowly(page, what, FRAME_TAKES_MS, arrive);
  }
  return frame;
}
