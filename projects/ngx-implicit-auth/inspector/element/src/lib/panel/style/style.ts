import { BASE } from './base';
import { CONFIGURATION } from './configuration';
import { LAYOUT } from './layout';
import { LISTS } from './lists';
import { SESSION } from './session';
import { TIMELINE } from './timeline';

/** The whole style of the inspector. It is in its shadow root, and in nothing else. */
export const STYLE = BASE + LAYOUT + SESSION + TIMELINE + LISTS + CONFIGURATION;
