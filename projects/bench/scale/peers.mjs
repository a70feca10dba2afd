// A day of the schedules that the documentation of two other libraries describes. There, each tab has a session of its
// own, and asks for itself.
import * as day from './day.mjs';
import { calendar } from './calendar.mjs';
import { randomNumbers, waiting } from './random.mjs';
import { requests } from './requests.mjs';

/** angular-oauth2-oidc: at three quarters of the lifetime, once. What has failed waits until somebody signs in again. */
export const atThreeQuarters = {
  dueAfter: (lifetime) => lifetime * 0.75,
  timeoutSeconds: 20,
  retryAfterSeconds: null,
  /** Discovery and keys, with every page that is loaded. */
  asksOnLoad: true,
  verifiesSignatures: true,
};

/** oidc-client-ts: 60 seconds before the end; five seconds after a time-out once more, for ever. */
export const aMinuteBefore = {
  dueAfter: (lifetime) => lifetime - 60,
  timeoutSeconds: 10,
  retryAfterSeconds: 5,
  asksOnLoad: false,
  verifiesSignatures: false,
};

const [signsIn, isDue, isLost] = [0, 1, 2];

export function peerDay(seed, schedule) {
  const random = randomNumbers(seed);
  const asked = requests();
  const members = day.people * day.tabs;
  const agenda = calendar(members, day.ends);
  const what = new Uint8Array(members);
  const lifetime = new Float32Array(members);
  const keys = new Uint8Array(members);
  let currentKeys = 0;

  const plan = (tab, kind, second) => {
    what[tab] = kind;
    agenda.plan(tab, second);
  };
  const receive = (tab, second) => {
    plan(tab, isDue, second + schedule.dueAfter(lifetime[tab]));
  };
  const load = (second) => {
    if (!schedule.asksOnLoad) return;
    asked.discovery(second);
    asked.keys(second);
  };
  const happen = (tab, second) => {
    asked.authorization(second);
    if (day.isDown(second)) {
      const failed = second + schedule.timeoutSeconds;
      const comes = waiting(random, day.looksAwayFor * day.tabs);
      if (schedule.retryAfterSeconds === null) plan(tab, isLost, failed + comes);
      else plan(tab, isDue, failed + schedule.retryAfterSeconds);
      return;
    }
    if (what[tab] === isDue) {
      if (schedule.verifiesSignatures && keys[tab] !== currentKeys) asked.keys(second);
    } else {
      // The page is loaded before the redirect, and after it.
      load(second);
      load(second);
      if (!schedule.asksOnLoad) asked.discovery(second);
    }
    keys[tab] = currentKeys;
    receive(tab, second);
  };
  const wake = () => {
    agenda.clear();
    // Timers that have stood still go off at once, and those that look at the clock every five seconds soon after.
    const within = schedule.retryAfterSeconds ?? 1;
    for (let tab = 0; tab < members; tab++) plan(tab, what[tab], day.wakeAt + random() * within);
  };

  for (let tab = 0; tab < members; tab++) {
    const { shortest, longest } = day.lifetimes;
    lifetime[tab] = tab % day.tabs ? lifetime[tab - 1] : shortest + random() * (longest - shortest);
    plan(tab, signsIn, random() * day.signedInBy);
  }
  for (let second = 0; second < day.ends; second++) {
    if (second === day.keysRotateAt) currentKeys++;
    if (second === day.deployment.at) {
      // What is planned stays as it is; a page that is loaded takes it up again.
      for (let tab = 0; tab < members; tab++) load(second + random() * day.deployment.within);
    }
    if (second === day.wakeAt) wake();
    if (!day.isAsleep(second)) agenda.run(second, happen);
  }
  return asked;
}
