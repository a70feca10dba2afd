// What exports and guides are about, by the file that they are in, in the order of the site's navigation.
// The first pattern that fits counts.

const subjects = {
  Inspector: /\/inspector\//,
  'Setting up': /setup\/(provide-auth|auth-module)|settings\/auth-config|authorization-request|key-set|server-metadata/,
  'Server presets': /settings\/(presets|token-in-query)/,
  Features: /(?<!texts)\/with-|settings\/(auth-feature|silent-renewal-options)|session\/auth-storage/,
  'Signing in and out': /lib\/sign-in\/|session\/sign-in-request/,
  'The callback page': /routing\/auth-callback/,
  Texts: /lib\/texts\/|settings\/auth-texts/,
  Guards: /lib\/routing\/|session\/authentication-requirement/,
  'Requests to APIs': /lib\/http\//,
  'Who is signed in': /lib\/session\/|protocol\/claims/,
  Errors: /protocol\/auth-error/,
  Testing: /\/(testing\/src|playwright)\//,
};

const shelves = {
  'About the project': /^(?!docs\/)|^docs\/(architecture|mutation|performance|scale)\.md$/,
  'Authorization servers': /^docs\/servers\//,
  Guides: /^docs\//,
};

export const reference = 'API reference';
export const order = ['Guides', 'Authorization servers', reference, 'About the project', ...Object.keys(subjects)];

/** The subject of an export of ngx-implicit-auth, by its file; undefined for one of a room that no subject knows. */
export const subjectOf = (file) => firstThatFits(subjects, file);

/** The shelf that a guide stands on. */
export const shelfOf = (file) => firstThatFits(shelves, file);

function firstThatFits(patterns, file) {
  return Object.keys(patterns).find((name) => patterns[name].test(file));
}
