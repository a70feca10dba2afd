/** Second-level names below which everybody registers their own. The whole list of such names has thousands. */
const SHARED = /^(ac|co|com|edu|gob|gov|gv|ltd|net|ne|nhs|nom|or|org|sch)\.[a-z]{2}$/;

/** Hosts below which each name is a site of its own. */
const HOSTING =
  /(^|\.)(azurewebsites\.net|cloudfront\.net|firebaseapp\.com|fly\.dev|github\.io|gitlab\.io|herokuapp\.com|netlify\.app|pages\.dev|vercel\.app|web\.app|workers\.dev|onrender\.com|azurestaticapps\.net)$/;

/** The site that a URL belongs to, as far as can be told without the list of public suffixes. */
export function siteOf(url: string): string {
  const { protocol, hostname } = new URL(url);
  if (/^[\d.]+$|^\[/.test(hostname)) return `${protocol}//${hostname}`;
  const labels = hostname.split('.');
  const isShared = SHARED.test(labels.slice(-2).join('.')) || HOSTING.test(labels.slice(-2).join('.'));
  return `${protocol}//${labels.slice(isShared ? -3 : -2).join('.')}`;
}
