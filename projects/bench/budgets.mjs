/** What the library may add to an app's first screen, in bytes; docs/performance.md says why it is so much. */
export const firstScreenBytes = 6 * 1024;

/** What a feature of the library may add to that, in bytes. */
export const featureBytes = 1.625 * 1024;

/** What `responseType: 'code'` may add to the first screen, in bytes. */
export const codeBytes = 256;

/** What PKCE, exchange and refresh may add to what a sign-in loads, in bytes, and what DPoP may add to that. */
export const [codeLaterBytes, dpopLaterBytes] = [2_560, 1_536];

/** What the verifier of id_tokens may weigh together with jose, in bytes. */
export const verifierBytes = 8 * 1024;
