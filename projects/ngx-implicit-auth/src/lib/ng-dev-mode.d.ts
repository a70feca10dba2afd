/** Set by Angular: `false` in production builds, so that what stands behind it is left out of them. */
declare const ngDevMode: boolean | undefined;
