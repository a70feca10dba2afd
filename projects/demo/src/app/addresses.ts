/** Where the authorization server is, without a slash at the end. */
export const AUTHORIZATION_SERVER = contentOf('authorization-server');

/** The origin of the timesheets API. */
export const TIMESHEETS_API = contentOf('timesheets-api');

/** Reads a line of index.html, so that one build runs wherever the two servers are. */
export function contentOf(name: string): string {
  const content = document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
  if (!content) throw new Error(`index.html lacks <meta name="${name}" content="…">.`);
  return content;
}
