import type { Examination } from './examine.ts';
import type { Finding, Verdict } from './finding.ts';
import { shownText, shownUrl } from './shown.ts';

const MARKS: Readonly<Record<Verdict, string>> = { right: '✔', wrong: '✘', unknown: '?', aside: '–' };

const WIDTH = 20;

/** What was found, for people: a line a check, with what to do about it below. */
export function textReport({ subject, product, findings, status }: Examination): string {
  const { clientId, issuer, origin, responseType } = subject;
  const about = [
    `${shownUrl(issuer)}${product ? ` (${product})` : ''}`,
    clientId === null ? 'no client id' : `client ${shownText(clientId)}`,
    `app at ${origin}`,
    responseType,
  ].join(', ');
  const mends = findings.filter(({ verdict }) => verdict === 'wrong').length;
  const end = status === 2 ? 'The server could not be asked.' : mends === 0 ? 'Nothing to mend.' : `${mends} to mend.`;
  return [about, '', ...findings.map(linesOf), '', end].join('\n');
}

function linesOf({ check, verdict, says, code, cure, docs }: Finding): string {
  const more = [cure, docs && `See ${docs}.`].filter(Boolean).join(' ');
  const line = `${MARKS[verdict]} ${check.padEnd(WIDTH)} ${says}${code ? ` (${code})` : ''}`;
  return more ? `${line}\n  ${' '.repeat(WIDTH)} ${more}` : line;
}

/** What was found, for programs. */
export function jsonReport({ subject, product, findings, status }: Examination): string {
  const { clientId, issuer, origin, redirectUri, responseType } = subject;
  const about = { issuer: shownUrl(issuer), clientId, origin, redirectUri: shownUrl(redirectUri), responseType };
  return asJson({ ...about, product, status, findings });
}

/** Why nothing was asked, for programs. */
export function jsonRefusal(error: string): string {
  return asJson({ status: 2, error });
}

/** JSON that a terminal may show, too. */
function asJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, (mark) =>
    [...Array(mark.length).keys()].map((at) => `\\u${mark.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  );
}
