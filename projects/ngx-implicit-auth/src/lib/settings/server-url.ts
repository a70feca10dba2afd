/** An https URL of a host, or of what is a URL already; without the slash at the end. */
export function serverUrl(hostOrUrl: string): string {
  return (hostOrUrl.includes('://') ? hostOrUrl : `https://${hostOrUrl}`).replace(/\/$/, '');
}
