import { events, undisturbed } from './day.mjs';

const windowSeconds = 10;

/** What a day shows: its steady state, and the peak of each event. All in requests a second. */
export function figuresOf({ counts }) {
  const { authorization, keys, discovery } = counts;
  const all = authorization.map((count, second) => count + keys[second] + discovery[second]);
  return {
    all,
    steady: meanOf(all, undisturbed),
    peaks: events.map((event) => ({
      ofTenSeconds: peakOf(all, event, windowSeconds),
      ofOneSecond: peakOf(all, event, 1),
      byEndpoint: Object.values(counts).map((each) => peakOf(each, event, windowSeconds)),
    })),
  };
}

function meanOf(counts, { from, to }) {
  return sum(counts, from, to) / (to - from);
}

/** The highest rate of so many seconds that follow each other. */
export function peakOf(counts, { from, to }, seconds) {
  let inWindow = sum(counts, from, from + seconds);
  let most = inWindow;
  for (let second = from + seconds; second < to; second++) {
    inWindow += counts[second] - counts[second - seconds];
    most = Math.max(most, inWindow);
  }
  return most / seconds;
}

function sum(counts, from, to) {
  let total = 0;
  for (let second = from; second < to; second++) total += counts[second];
  return total;
}
