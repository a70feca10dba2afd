/** The authorization server's issuer identifier. */
export const AUTHORIZATION_SERVER = addressOf('authorization-server');

/** The timesheets of the API. */
export const TIMESHEETS = `${addressOf('timesheets-api')}/timesheets`;

function addressOf(name: string): string {
  const address = document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
  if (!address) throw new Error(`index.html lacks the address in <meta name="${name}" content="…">.`);
  return address;
}
