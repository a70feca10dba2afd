/**
 * The path of Firefox, installing Debian's firefox-esr if there is none.
 *
 * @throws Error that says what to do
 */
export function ensureFirefox(): string;

/** What drives WebKit, as paths of programs. */
export interface WebKitPrograms {
  readonly driver: string;
  readonly browser: string;
  /** The X server to draw on. */
  readonly display: string;
}

/**
 * What drives WebKit, installing Debian's webkit2gtk-driver and xvfb if they are missing.
 *
 * @throws Error that says what to do
 */
export function ensureWebKit(): WebKitPrograms;
