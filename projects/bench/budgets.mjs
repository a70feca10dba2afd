/** What the library may add to an app's first screen, in bytes; docs/performance.md says why it is so much. */
export const firstScreenBytes = 6 * 1024;

/** What a feature of the library may add to that, in bytes. */
export const featureBytes = 1.625 * 1024;

/** What the verifier of id_tokens may weigh together with jose, in bytes. */
export const verifierBytes = 8 * 1024;
