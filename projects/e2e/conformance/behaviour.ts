import type { RequestRecord } from './request-record.ts';
import type { Claims, Header, SigningKey } from './signing-keys.ts';

/** An HTTP answer. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The parts of what the server says. */
export interface Answers {
  /** The origins whose pages may read the answer to the latest request. */
  readonly readers: readonly string[];
  /** The discovery document. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** What is found where the discovery document belongs. */
  readonly discovery: Reply;
  readonly keys: Keys;
  /** The header of an id_token. */
  readonly header: Header;
  /** The claims of an id_token. */
  readonly claims: Claims;
  /** An id_token in its compact form. */
  readonly idToken: string;
  readonly accessToken: string;
  /** How long a token lives. */
  readonly lifetimeSeconds: number;
  /** The parameters of an authorization response; `iss` is added unless it is there. */
  readonly response: Readonly<Record<string, string>>;
  /** The `iss` that is added; `null`: none is (RFC 9207). */
  readonly responseIssuer: string | null;
  /** What the authorization endpoint answers in the end; `null`: nothing, ever. */
  readonly authorization: Reply | null;
  /** Whether no other authorization requests are taken than pushed ones (RFC 9126). */
  readonly mustPush: boolean;
  /** What the endpoint for pushed requests answers in the end; `null`: nothing, ever. */
  readonly pushReply: Reply | null;
  /** The members of what the token endpoint answers to a code or a refresh token. */
  readonly tokens: Claims;
  /** What the token endpoint answers in the end; `null`: nothing, ever. */
  readonly tokenReply: Reply | null;
  /** The nonce that DPoP proofs have to hold at the server; `null`: no matter what (RFC 9449, section 8). */
  readonly dpopNonce: string | null;
  /** The same at the API (RFC 9449, section 9). */
  readonly apiDpopNonce: string | null;
  /** The person's session at the server, as its frame and its responses name it. */
  readonly sessionState: string;
  /** What the server's frame says when it is asked. */
  readonly sessionCheck: string;
  /** What the API answers. */
  readonly timesheets: Reply;
  /** The claims of the userinfo endpoint. */
  readonly userInfo: Claims;
  /** The header that the userinfo is signed under; `null`: it is plain JSON. */
  readonly userInfoHeader: Header | null;
  /** Signed userinfo in its compact form. */
  readonly userInfoToken: string;
  /** What the userinfo endpoint answers in the end; `null`: nothing, ever. */
  readonly userInfoReply: Reply | null;
  /** The parameter that says where a person comes back to from signing out. */
  readonly postLogoutRedirectParameter: string;
  /** The parameters that a person comes back with from signing out. */
  readonly signedOut: Readonly<Record<string, string>>;
  /** What the end-session endpoint answers in the end. */
  readonly endSession: Reply;
}

export interface Keys {
  readonly signing: SigningKey;
  readonly published: readonly SigningKey[];
}

/**
 * How a server departs from the proper one: for each part that differs, a function that changes the proper answer. The
 * record holds what was asked of the server so far, the request to be answered included.
 */
export type Behaviour = {
  readonly [Part in keyof Answers]?: (proper: Answers[Part], record: RequestRecord) => Answers[Part];
};

/** Gets a part of an answer as it is proper, and may change it. */
export type Answer = <Part extends keyof Answers>(part: Part, proper: Answers[Part]) => Answers[Part];

/** Leaves a member out. */
export function without(name: string): <Value>(proper: Members<Value>) => Members<Value> {
  return (proper) => Object.fromEntries(Object.entries(proper).filter(([other]) => other !== name));
}

/** Adds members, in place of those of the same name. */
export function withThese<Changed extends Claims>(
  changed: Changed,
): <Proper extends Claims>(proper: Proper) => Proper & Changed {
  return (proper) => ({ ...proper, ...changed });
}

type Members<Value> = Readonly<Record<string, Value>>;
