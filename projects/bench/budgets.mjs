/** What the library may add to an app's first screen, in bytes; docs/performance.md says why it is so much. */
export const firstScreenBytes = 6.5 * 1024;

/** What a feature of the library may add to that, in bytes. */
export const featureBytes = 1.6875 * 1024;

/** What may be left of `withInspector()` in a production build: a function that returns an empty feature. */
export const inspectorBytes = 64;

/** What `responseType: 'code'` may add to the first screen, in bytes. */
export const codeBytes = 256;

/** What `withTexts()` may add with a language of the package, which is loaded when something is to be said, in bytes. */
export const textsBytes = 192;

/** What PKCE, exchange and refresh may add to what a sign-in loads, in bytes, and what DPoP may add to that. */
export const [codeLaterBytes, dpopLaterBytes] = [2_560, 1_536];

/** What a sign-in in a popup may add to what a sign-in and a renewal load, in bytes. */
export const popupLaterBytes = 1_024;

/** What the verifier of id_tokens may weigh together with jose, in bytes. */
export const verifierBytes = 8 * 1024;
