/** What the command line, or the answers to the questions, say. */
export interface NgAddOptions {
  readonly server?: string;
  readonly issuer?: string;
  readonly clientId?: string | number;
  readonly scope?: string;
  /** A list, or a text with commas. */
  readonly api?: string | readonly string[];
  readonly flow?: string;
  readonly project?: string;
}
