// A day of this library, with `withSilentRenewal()` and `withTabSync()`. The tabs of a person take turns and share what
// they learn, so there is one entry a person.
import * as day from './day.mjs';
import { calendar } from './calendar.mjs';
import { fetchesKeys, renewalTime, retryTime, revivalTime } from './library.mjs';
import { randomNumbers, waiting } from './random.mjs';
import { requests } from './requests.mjs';

/** How long a renewal waits for its answer, by default. */
const timeoutSeconds = 10;

const [signsIn, isDue, isPast, isLost] = [0, 1, 2, 3];

export function ownDay(seed) {
  const random = randomNumbers(seed);
  const asked = requests();
  const agenda = calendar(day.people, day.ends);
  const what = new Uint8Array(day.people);
  const lifetime = new Float64Array(day.people);
  const receivedAt = new Float64Array(day.people);
  /** When to try again, after a renewal that has got no answer; 0 otherwise. */
  const retryAt = new Float64Array(day.people);
  const failures = new Uint8Array(day.people);
  /** Which tab renews next, and how often each has done so. */
  const turn = new Uint8Array(day.people);
  const renewals = new Uint16Array(day.people * day.tabs);
  const looks = new Uint8Array(day.people);
  const looksSince = new Float64Array(day.people);
  /** Which keys are known. */
  const keys = new Uint8Array(day.people);
  let currentKeys = 0;

  const sessionOf = (person) => ({
    receivedAt: receivedAt[person] * 1000,
    expiresAt: (receivedAt[person] + lifetime[person]) * 1000,
  });
  const plan = (person, kind, second) => {
    what[person] = kind;
    agenda.plan(person, second);
  };
  /** Whether the person looks at one of the tabs: as likely as that is, after what it was when last looked. */
  const isLookedAt = (person, second) => {
    const share = day.looksFor / (day.looksFor + day.looksAwayFor);
    const kept = Math.exp(-(second - looksSince[person]) * (1 / day.looksFor + 1 / day.looksAwayFor));
    looks[person] = random() < share + (looks[person] - share) * kept ? 1 : 0;
    looksSince[person] = second;
    return looks[person] === 1;
  };
  /** Each tab plans for itself; the first one that is due renews for all. */
  const planRenewal = (person, second) => {
    const session = sessionOf(person);
    let at = Infinity;
    for (let tab = 0; tab < day.tabs; tab++) {
      const planned = renewalTime(session, {}, random());
      if (planned < at) turn[person] = tab;
      at = Math.min(at, planned);
    }
    plan(person, isDue, Math.max(second, at / 1000));
  };
  const receive = (person, second) => {
    receivedAt[person] = Math.round(second * 1000) / 1000;
    retryAt[person] = 0;
    failures[person] = 0;
    planRenewal(person, second);
  };
  const ask = (person, second, isHidden) => {
    asked.authorization(second);
    if (!day.isDown(second)) {
      const isNew = keys[person] !== currentKeys;
      const renewal = ++renewals[person * day.tabs + turn[person]];
      if (fetchesKeys(renewal) || isNew) asked.keys(second);
      keys[person] = currentKeys;
      receive(person, second);
      return;
    }
    const now = second + timeoutSeconds;
    const session = sessionOf(person);
    const unanswered = { now: now * 1000, failures: failures[person], isHidden, random: random(), waitMs: 0 };
    retryAt[person] = retryTime(session, unanswered) / 1000;
    failures[person]++;
    const deadline = session.expiresAt / 1000;
    if (now >= deadline) plan(person, isLost, now + waiting(random, day.looksAwayFor));
    else if (retryAt[person] < deadline) plan(person, isDue, retryAt[person]);
    else plan(person, isPast, deadline);
  };
  const happen = (person, second) => {
    switch (what[person]) {
      case signsIn:
        asked.discovery(second);
        asked.keys(second);
        asked.authorization(second);
        receive(person, second);
        break;
      case isDue: {
        // One tab of three is the one that is looked at, if any is.
        const isHidden = !(isLookedAt(person, second) && random() < 1 / day.tabs);
        ask(person, second, isHidden);
        break;
      }
      case isPast:
        if (second >= retryAt[person] || isLookedAt(person, second)) ask(person, second, !looks[person]);
        else {
          const comes = second + waiting(random, day.looksAwayFor);
          looks[person] = comes < retryAt[person] ? 1 : 0;
          looksSince[person] = Math.min(comes, retryAt[person]);
          plan(person, isDue, looksSince[person]);
        }
        break;
      case isLost:
        // Who comes to a page that has been signed out has it ask at once, unless it has just done so.
        if (second >= retryAt[person]) ask(person, second, false);
        else plan(person, isLost, second + waiting(random, day.looksAwayFor));
    }
  };
  const deploy = () => {
    agenda.clear();
    for (let person = 0; person < day.people; person++) {
      const reloads = day.deployment.at + random() * day.deployment.within;
      const due = agenda.due[person];
      // The page finds its session in the storage, asks nobody, and plans anew what is not due before.
      if (what[person] === isDue && due > reloads) planRenewal(person, reloads);
      else plan(person, what[person], due);
    }
  };
  const wake = () => {
    agenda.clear();
    for (let person = 0; person < day.people; person++) {
      const comes = day.wakeAt + random() * day.peopleComeWithin;
      const at = revivalTime(sessionOf(person), day.wakeAt * 1000) / 1000;
      looks[person] = comes < at ? 1 : 0;
      looksSince[person] = Math.min(comes, at);
      plan(person, isDue, looksSince[person]);
    }
  };

  for (let person = 0; person < day.people; person++) {
    const { shortest, longest } = day.lifetimes;
    lifetime[person] = shortest + random() * (longest - shortest);
    plan(person, signsIn, random() * day.signedInBy);
  }
  for (let second = 0; second < day.ends; second++) {
    if (second === day.keysRotateAt) currentKeys++;
    if (second === day.deployment.at) deploy();
    if (second === day.wakeAt) wake();
    if (!day.isAsleep(second)) agenda.run(second, happen);
  }
  return asked;
}
