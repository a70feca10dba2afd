/**
 * What is to happen next to each of so many, in buckets of a second. Each has at most one entry; whatever is planned
 * beyond the end is dropped.
 */
export function calendar(members, seconds) {
  const first = new Int32Array(seconds).fill(-1);
  const following = new Int32Array(members);
  /** When it is to happen, in seconds. */
  const due = new Float64Array(members);
  return {
    due,
    plan: (member, second) => {
      due[member] = second;
      const bucket = Math.floor(second);
      if (bucket >= seconds) return;
      following[member] = first[bucket];
      first[bucket] = member;
    },
    /** Takes whatever is due in a second, including what is planned for it meanwhile. */
    run: (bucket, happen) => {
      while (first[bucket] >= 0) {
        const member = first[bucket];
        first[bucket] = following[member];
        happen(member, due[member]);
      }
    },
    /** Forgets everything that is planned. */
    clear: () => {
      first.fill(-1);
    },
  };
}
