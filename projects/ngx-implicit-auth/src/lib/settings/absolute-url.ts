/** A URL made absolute; what is none becomes one that `checkSettings` refuses. */
export function absoluteUrl(url: string, base: string): string {
  try {
    return new URL(url, base).href;
  } catch {
    return 'invalid:';
  }
}
