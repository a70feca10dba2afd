/** The authorization server's issuer identifier. */
export const AUTHORIZATION_SERVER = contentOf('authorization-server');

/** How tokens come from it: by the implicit flow, or by a code with PKCE. */
export const AUTHORIZATION_FLOW = contentOf('authorization-flow');

/** The timesheets of the API. */
export const TIMESHEETS = `${contentOf('timesheets-api')}/timesheets`;

function contentOf(name: string): string {
  const content = document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
  if (!content) throw new Error(`index.html lacks <meta name="${name}" content="…">.`);
  return content;
}
