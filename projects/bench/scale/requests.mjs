import * as day from './day.mjs';

/** Counts the requests of each second, by what is asked for. */
export function requests() {
  const counts = { authorization: counter(), keys: counter(), discovery: counter() };
  const count = (kind) => (second) => {
    counts[kind][Math.floor(second)]++;
  };
  return { counts, authorization: count('authorization'), keys: count('keys'), discovery: count('discovery') };
}

const counter = () => new Uint32Array(day.ends);
