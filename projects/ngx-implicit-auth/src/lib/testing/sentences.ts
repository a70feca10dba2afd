/** Matches the message of every AuthError: whole sentences, none of them cut short. */
export const SENTENCES = /^(?!.*(?: \.| {2}))\S+ .+\.$/;
