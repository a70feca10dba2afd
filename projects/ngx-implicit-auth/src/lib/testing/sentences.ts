/** Matches the message of every AuthError: whole sentences, none of them cut short, and which row of which document tells more. */
export const SENTENCES =
  /^(?!.*(?: \.| {2}))\S+ .+\. \((\w+), see docs\/errors\.md#\1\)( Or run: npx ngx-implicit-auth doctor\b.*)?$/;
