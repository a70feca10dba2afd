/** What the message of every AuthError is: whole sentences, none of them cut short. */
export const SENTENCES = /^(?!.*(?: \.| {2}))\S+ .+\.$/;
