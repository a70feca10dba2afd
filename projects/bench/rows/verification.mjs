// The speed of verifying id_tokens.
import { libraryFile } from '../apps.mjs';
import { own } from '../libraries.mjs';
import { measureInPage } from '../page.mjs';
import { atLeast, row } from '../table.mjs';
import { byLibrary, measureVerification } from '../verification.ts';

const algorithms = ['RS256', 'ES256'];

export async function verificationRowsInNode() {
  // The package holds Angular declarations that an app's build compiles. Here there is no such build.
  await import('@angular/compiler');
  const { verifyIdToken } = await import(libraryFile('ngx-implicit-auth-verify-id-token-'));
  return rows('Node', (algorithm) => measureVerification(algorithm, { [own]: byLibrary(verifyIdToken) }));
}

export function verificationRowsInPage(page) {
  return rows('Chromium', (algorithm) => measureInPage(page, 'verification', algorithm));
}

async function rows(where, measure) {
  const measured = [];
  for (const algorithm of algorithms) {
    const { signatureAlone, byHand, ...libraries } = await measure(algorithm);
    const figures = (of) => Object.fromEntries(Object.entries(libraries).map(([name, speed]) => [name, of(speed)]));
    measured.push(
      row(`id_tokens verified per second, ${algorithm}, ${where} (by hand ${perSecond(byHand.perSecond)})`, {
        write: perSecond,
        platform: signatureAlone.perSecond,
        figures: figures((speed) => speed.perSecond),
      }),
      row('as a part of what is possible by hand', {
        write: (ratio) => ratio.toPrecision(2),
        platform: signatureAlone.toHand,
        figures: figures((speed) => speed.toHand),
        budget: atLeast(0.8, '0.8'),
      }),
    );
  }
  return measured;
}

function perSecond(figure) {
  return Number(figure.toPrecision(3)).toLocaleString('en');
}
