import { AuthError, type AuthErrorCode } from '../protocol/auth-error';
import { saidByServer } from '../protocol/authorization-response';
import { demand } from '../protocol/demand';
import { fetchText, type Fetch } from '../protocol/fetch-json';
import type { ResponseParameters } from '../protocol/response-parameters';

/** What messages say of a request that a public client posts. */
export interface PostedForm {
  /** The status of success. */
  readonly success: number;
  /** The code of a request that the server refuses (status 400 to 499). */
  readonly refused: AuthErrorCode;
  /** What the message says then. */
  readonly refusal: string;
}

/**
 * Posts a form to an endpoint of the server's, once, within 10 seconds. It follows no redirect and sends no cookies.
 *
 * @returns the texts of the JSON object that is the answer, as if they had come as the parameters of a response
 * @throws AuthError the given code, `metadata_invalid` for a URL that is not secure, `server_unreachable`,
 * `cors_blocked`, `server_answer_invalid`
 */
export async function postForm(
  endpoint: string,
  form: URLSearchParams,
  { success, refused, refusal }: PostedForm,
  fetch: Fetch,
): Promise<ResponseParameters> {
  const { name, status, text } = await fetchText(endpoint, fetch, {
    method: 'POST',
    body: form,
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    // What is in it is for this endpoint, not for one that it redirects to.
    redirect: 'error',
  });
  const members = membersOf(text);
  if (status >= 400 && status < 500) {
    const error = members.get('error');
    const said = error ? { server: saidByServer(error, members) } : {};
    throw new AuthError(refused, `${name} ${refusal} (status ${status}).`, said);
  }
  demand(
    status === success && members.size,
    'server_answer_invalid',
    `${name} answered with status ${status}, and not as it should, in JSON. Check that it is the right endpoint.`,
  );
  return members;
}

/**
 * The texts of a JSON object, and `expires_in` as its JSON unless it is null; none where it is something else. Whoever
 * reads the number has to see what else may stand there.
 */
function membersOf(text: string): ResponseParameters {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Without the parser's own error, which quotes the tokens.
  }
  const members = typeof json === 'object' && !Array.isArray(json) ? Object.entries({ ...json }) : [];
  return new Map(
    members.flatMap(([name, value]: [string, unknown]) => {
      const isOdd = name === 'expires_in' && typeof value !== 'string' && value !== null;
      const member = isOdd ? JSON.stringify(value) : value;
      return typeof member === 'string' && member ? [[name, member] as const] : [];
    }),
  );
}
