/** A popup, as far as the page can see it that has opened it. */
export interface FakePopup {
  /** What `window.open()` has returned. */
  readonly window: Window;
  /** Whether it is there: until the page or the person closes it. */
  readonly isOpen: boolean;
  /** Resolves with the URL of the authorization request once the popup goes there. */
  readonly sent: Promise<string>;
  /** Shows a page of the app's origin. */
  show(url: string): void;
  /** The server cuts it off from the page, by Cross-Origin-Opener-Policy. */
  cutOff(): void;
  /** The person closes it. */
  close(): void;
}

/** Stands in for a window that the page has opened. */
export function fakePopup(): FakePopup {
  let href: string | null = 'about:blank';
  let isOpen = true;
  let isCutOff = false;
  let send: (url: string) => void = () => {};
  const sent = new Promise<string>((resolve) => (send = resolve));
  const location = {
    get href() {
      if (href === null) throw new DOMException('Of another origin.', 'SecurityError');
      return href;
    },
    replace: (url: string) => {
      href = null;
      send(url);
    },
  };
  const close = () => {
    isOpen = isCutOff && isOpen;
  };
  const opened = {
    location,
    get closed() {
      return isCutOff || !isOpen;
    },
    close,
  };
  return {
    window: opened as unknown as Window,
    get isOpen() {
      return isOpen;
    },
    sent,
    show: (url) => {
      if (!isCutOff) href = url;
    },
    cutOff: () => {
      isCutOff = true;
      href = null;
    },
    close: () => {
      isOpen = false;
      href = null;
    },
  };
}
