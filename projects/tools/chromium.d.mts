/** Flags for a headless browser that calls nobody and also runs as root in a container. */
export const chromiumFlags: string[];

/** The path of a browser; `undefined` when there is none. */
export function findChromium(): string | undefined;

/**
 * The path of a browser, installing Debian's chromium if there is none.
 *
 * @throws Error that says what to do
 */
export function ensureChromium(): string;

/** The path of Chromium without its window; `undefined` when there is none. */
export function findHeadlessShell(): string | undefined;
