/** What stands for what is left out. */
export const LEFT_OUT = '(left out)';

const SCHEME = /[a-z][a-z\d+.-]*:\/\//i;
/** The sign of an e-mail address, also where it is encoded, once or more than once. */
const AT = /@|%(25)*40/i;

/**
 * A text without words that look like an e-mail address or a token, and of URLs without user name, query and fragment: a
 * server, or whoever writes a URL, may put them anywhere.
 */
export function masked(text: string): string {
  return text.normalize('NFKC').replace(/\S+/g, (word) => {
    const begin = word.search(SCHEME);
    return begin < 0 ? maskedWord(word) : maskedWord(word.slice(0, begin)) + maskedUrl(word.slice(begin));
  });
}

function maskedUrl(url: string): string {
  const address = url.replace(/[?#].*/, '').replace(/\/\/[^/]*@/, '//');
  return address.replace(/[^/]+/g, (segment) =>
    AT.test(segment) ? LEFT_OUT : segment.replace(/[\w-]+/g, (run) => (isTokenLike(run) ? LEFT_OUT : run)),
  );
}

function maskedWord(word: string): string {
  return AT.test(word) || word.split(/[^\w-]/).some(isTokenLike) ? LEFT_OUT : word;
}

/** Words of that length have no digits, and no capital letter after every few small ones. */
function isTokenLike(run: string): boolean {
  const humps = run.match(/[a-z][A-Z]/g)?.length ?? 0;
  return run.startsWith('eyJ') || (run.length >= 20 && (/\d/.test(run) || humps * 6 > run.length));
}
