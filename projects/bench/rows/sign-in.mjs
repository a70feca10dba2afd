// What a sign-in costs: requests to the authorization server, and time.
import { emptyApp } from '../apps.mjs';
import { forEachLibrary, libraries } from '../libraries.mjs';
import { countRequests, timeSignIns } from '../sign-in.mjs';
import { atMost, row } from '../table.mjs';

const ROUNDS = 11;

export async function requestRows(stage) {
  const counts = await countRequests(stage, libraries);
  return [
    row('Requests to the server at the callback', {
      write: String,
      platform: 0,
      figures: forEachLibrary((app) => counts[app].atCallback),
      budget: atMost(0, '0', { decisive: true }),
    }),
    row('Requests to the server in the whole sign-in', {
      write: String,
      platform: 1,
      figures: forEachLibrary((app) => counts[app].all),
    }),
  ];
}

export async function signInTimeRows(stage) {
  const times = await timeSignIns(stage, { apps: libraries, rounds: ROUNDS });
  return times.flatMap(({ latency, callback, whole }) => [
    row(`Callback to the guarded page, server latency ${latency} ms`, {
      write: (time) => `${time.toFixed(0)} ms, × ${(time / callback[emptyApp]).toFixed(1)}`,
      platform: `${callback[emptyApp].toFixed(0)} ms`,
      figures: callback,
    }),
    row(`Whole sign-in, server latency ${latency} ms`, {
      write: (time) => `${time.toFixed(0)} ms`,
      figures: whole,
    }),
  ]);
}
