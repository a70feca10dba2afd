// What happens on the day that is simulated, in seconds since eight o'clock.

const hour = 3600;

export const people = 1_000_000;
export const tabs = 3;

/** Lifetimes are spread evenly between these. */
export const lifetimes = { shortest: 300, longest: hour };

/** Everybody signs in in the first hour. */
export const signedInBy = hour;

/** In which nothing happens; its mean is the steady state. */
export const undisturbed = { from: 2 * hour, to: 3 * hour };

export const keysRotateAt = 3 * hour;
export const down = { from: 4 * hour, to: 4 * hour + 600 };

/** A new version of the app is deployed, and every page loads it within a minute. */
export const deployment = { at: 5 * hour, within: 60 };

/** Every laptop sleeps from then on, and wakes up at eight on the next day; within an hour people come to them. */
export const asleepFrom = 6 * hour;
export const wakeAt = 24 * hour;
export const peopleComeWithin = hour;

export const ends = 25.5 * hour;

/** How long a person looks at the app, and at something else, on average. So one in five looks at it at any moment. */
export const looksFor = 180;
export const looksAwayFor = 720;

/** What is told of, and until when an event is taken to last. */
export const events = [
  { name: 'undisturbed', ...undisturbed },
  { name: 'its keys rotate', from: keysRotateAt, to: down.from },
  { name: 'it is down for ten minutes', from: down.from, to: down.to },
  { name: 'it comes back', from: down.to, to: deployment.at },
  { name: 'a new version of the app is deployed', from: deployment.at, to: asleepFrom },
  { name: 'every laptop wakes at eight', from: wakeAt, to: ends },
];

export const isDown = (second) => second >= down.from && second < down.to;
export const isAsleep = (second) => second >= asleepFrom && second < wakeAt;
