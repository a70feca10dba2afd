/** The authorization server's issuer identifier. */
export const AUTHORIZATION_SERVER = addressOf('authorization-server');

/** The origin of the timesheets API. */
export const TIMESHEETS_API = addressOf('timesheets-api');

/** Reads an address from index.html, so that one build runs wherever the two servers are. */
function addressOf(name: string): string {
  const address = document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
  if (!address) throw new Error(`index.html lacks the address in <meta name="${name}" content="…">.`);
  return address;
}
