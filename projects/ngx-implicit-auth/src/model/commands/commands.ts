import * as app from './app-commands';
import * as code from './code-commands';
import type { ModelCommands } from './command';
import * as device from './device-commands';
import * as popup from './popup-commands';
import * as server from './server-commands';
import * as tab from './tab-commands';

/** What may happen, and how often beside the others. */
const WEIGHTS: readonly (readonly [ModelCommands, weight: number])[] = [
  [app.wholeSignIn, 1],
  [app.takenOver, 2],
  [app.loginCalled, 2],
  [app.logoutCalled, 3],
  [app.renewCalled, 3],
  [app.requestSent, 3],
  [app.navigated, 3],
  [app.reactionPlanned, 1],
  [popup.popupOpened, 1],
  [popup.popupUsed, 2],
  [popup.popupAnswered, 3],
  [popup.popupClosed, 1],
  [tab.opened, 1],
  [tab.reloaded, 1],
  [tab.closed, 1],
  [tab.duplicated, 1],
  [tab.frozen, 1],
  [tab.thawed, 2],
  [tab.back, 1],
  [tab.staysNext, 1],
  [tab.denied, 1],
  [tab.allowed, 1],
  [server.signedInAtServer, 3],
  [server.refused, 1],
  [server.forged, 1],
  [server.replayed, 1],
  [server.signedOutAtServer, 1],
  [server.frontChannel, 1],
  [server.sessionChangesAtServer, 1],
  [server.serverChanges, 1],
  [code.codeInjected, 2],
  [code.mixedUp, 1],
  [code.lastAnswerAgain, 1],
  [code.verifierLost, 1],
  [code.mishapAtTokenEndpoint, 2],
  [code.renewedEverywhere, 2],
  [code.killedWhileRefreshing, 1],
  [device.arrives, 5],
  [device.allArrives, 2],
  [device.timePasses, 2],
  [device.sleeps, 1],
  [device.clockSet, 1],
];

export const COMMANDS: readonly ModelCommands[] = WEIGHTS.flatMap(([commands, weight]) =>
  Array.from({ length: weight }, () => commands),
);
