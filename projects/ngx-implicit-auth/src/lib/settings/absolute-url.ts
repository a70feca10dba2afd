/** Makes a URL absolute. A text that is no URL becomes one that `checkSettings` refuses. */
export function absoluteUrl(url: string, base: string): URL {
  try {
    return new URL(url, base);
  } catch {
    return new URL('invalid:');
  }
}

/** The path of a URL; a slash at its end counts for nothing. */
export function pathOf({ pathname }: URL): string {
  return pathname.replace(/\/$/, '');
}
