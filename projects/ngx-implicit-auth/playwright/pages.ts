import type { Answer } from './answer.ts';

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 34rem; margin: 15vh auto 0; padding: 0 1.5rem; overflow-wrap: anywhere; }
  h1 { font-size: 1.4rem; line-height: 1.3; }
  button { font: inherit; padding: 0.4rem 1.2rem; }
  small { opacity: 0.75; }`;

/** The page that waits until the person signs in; the button sends these parameters along. */
export function loginPage(issuer: string, action: string, parameters: URLSearchParams): Answer {
  const inputs = [...parameters].map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  return page(
    200,
    'Sign in',
    `<p>${escaped(new URL(issuer).host)} would like to know who you are.</p>
    <form action="${escaped(action)}">${inputs.join('')}<button>Sign in</button></form>`,
  );
}

export function signedOutPage(): Answer {
  return page(200, 'You are signed out', '<p>You may close this page.</p>');
}

/** What a server shows to somebody whom it cannot send back. */
export function refusedPage(problem: string): Answer {
  return page(400, 'The request was refused', `<p>${escaped(problem)}</p>`);
}

function page(status: number, title: string, content: string): Answer {
  const body = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>${title}</title>
    <link rel="icon" href="data:,">
    <style>${STYLE}</style>
  </head>
  <body>
    <h1>${title}</h1>
    ${content}
    <p><small>A server that exists within this test alone.</small></p>
  </body>
</html>`;
  const headers = { 'content-type': 'text/html', 'cache-control': 'no-store', 'x-frame-options': 'DENY' };
  return { status, headers, body };
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${String(character.charCodeAt(0))};`);
}
