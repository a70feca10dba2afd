/** An error in words for the person who meets it, with the protocol's own words for whoever has to fix it. */
export interface ErrorExplanation {
  readonly title: string;
  readonly text: string;
  readonly details?: { readonly error: string; readonly error_description?: string };
}

/** The interaction is over, as when the person has gone Back to its page, or it belongs to another browser. */
export const PAGE_USED: ErrorExplanation = {
  title: 'This page has already been used',
  text:
    'The sign-in it belongs to is finished, or it took too long. ' +
    'Go back to Timesheets, and sign in again if you are asked to.',
};

/** Nothing is served at this address. */
export const PAGE_UNKNOWN: ErrorExplanation = {
  title: 'There is nothing here',
  text: 'This server signs people in. Its pages open when an app sends you here.',
};

/** The redirect URI is not registered. */
export const REDIRECT_URI_UNKNOWN: ErrorExplanation = {
  title: 'This app may not sign you in here',
  text:
    'It asked to send you to an address that is not registered, ' +
    'so you stay on this page and nothing was sent there.',
};

/** The client identifier is not registered. */
export const APP_UNKNOWN: ErrorExplanation = {
  title: 'This app is not known here',
  text: 'It asked to sign you in under a name that is not registered.',
};

/** The fault is the server's own. */
export const SERVER_FAULT: ErrorExplanation = {
  title: 'Something went wrong',
  text: 'The fault is on our side. Try again in a moment.',
};

/** Anything else that is wrong with a request. */
export const REQUEST_WRONG: ErrorExplanation = {
  title: 'This request cannot be answered',
  text: 'The app that sent you here asked for something that does not work.',
};
