import type { Person } from './model-server';
import type { Page } from './page';

/** A popup that a page has opened, and the person in front of it. */
export interface ModelPopup {
  readonly page: Page;
  /** What the library uses of its window. */
  readonly window: Window;
  /** Whether it shows a page of the server's. */
  readonly isAtServer: boolean;
  /** The person signs in in it, and the server sends it back to the app. */
  answer(person: Person): void;
  /** The person closes it. */
  close(): void;
}

export function modelPopup(page: Page): ModelPopup {
  const { server, witness } = page.world;
  let request: string | null = null;
  let location: string | null = 'about:blank';
  let isClosed = false;
  const close = () => {
    isClosed = true;
    location = null;
  };
  const opened = {
    get closed() {
      return isClosed;
    },
    close,
    location: {
      get href() {
        if (location === null) throw new DOMException('Another origin.', 'SecurityError');
        if (request) witness.seen.completes(new URL(request).searchParams.get('state') ?? '');
        return location;
      },
      replace: (url: string) => {
        request = url;
        if (!isClosed) location = null;
        witness.requested(url, page);
      },
    },
  };
  return {
    page,
    window: opened as unknown as Window,
    get isAtServer() {
      return request !== null && location === null && !isClosed;
    },
    answer: (person) => {
      location = server.answer(request ?? '', person);
      witness.codes.delivered(location);
    },
    close,
  };
}
