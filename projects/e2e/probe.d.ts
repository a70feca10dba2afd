import type { Probe } from '../probe/src/instrument.ts';

declare global {
  /** What the probe hands to tests, in its pages. */
  var probe: Probe;
}
