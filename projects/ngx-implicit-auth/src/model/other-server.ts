/** Another authorization server, at which the app is registered as well, and whose answers somebody leads astray. */
export const OTHER_ISSUER = 'https://id.example.org';

export const codeOfOtherServer = (number: number) => `code-of-another-server-${number}`;

export const isOfOtherServer = (code: string) => code.startsWith('code-of-another-server-');
