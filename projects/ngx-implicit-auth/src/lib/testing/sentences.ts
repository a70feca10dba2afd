/** Matches the message of every AuthError: whole sentences, none of them cut short, and where to read more. */
export const SENTENCES =
  /^(?!.*(?: \.| {2}))\S+ .+\. \(\w+, see docs\/errors\.md(, or run npx ngx-implicit-auth doctor)?\)$/;
