/** A URL made absolute; what is none becomes one that `checkSettings` refuses. */
export function absoluteUrl(url: string, base: string): URL {
  try {
    return new URL(url, base);
  } catch {
    return new URL('invalid:');
  }
}
