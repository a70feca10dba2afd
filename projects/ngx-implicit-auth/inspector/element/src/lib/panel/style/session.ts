/** The state, the time that is left, renewals and tabs. */
export const SESSION = `
.path {
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
  margin-top: 16px;
}

.status {
  padding: 6px 14px;
  border: 1px solid var(--i-line);
  border-radius: 999px;
  color: var(--i-quiet);
  font-size: 0.9375em;
  font-weight: 600;
  transition: background-color 200ms, color 200ms;
}

.path li {
  position: relative;
}

/* No step of the way. */
.beside {
  display: flex;
  align-items: center;
  gap: 10px;
  padding-top: 14px;
  border-top: 2px dashed var(--i-line);
  color: var(--i-quiet);
  font-size: 0.9375em;
}

.status.failed {
  border-style: dashed;
  border-color: var(--i-field-line);
}

.status[aria-current] {
  border-color: var(--i-accent);
  background: var(--i-accent);
  color: var(--i-on-accent);
}

.status.failed[aria-current] {
  border-style: solid;
  border-color: var(--i-bad);
  background: var(--i-bad);
  color: var(--i-card);
}

/* Where the states are in one line, it leads from one to the next. */
@container (width >= 900px) {
  .path {
    gap: 8px 28px;
  }

  .path li + li::before {
    content: '';
    position: absolute;
    inset: 50% 100% auto auto;
    width: 28px;
    height: 1px;
    background: var(--i-line);
  }
}

.time {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  align-items: center;
  gap: 20px clamp(24px, 5cqi, 48px);
}

.time > h2,
.time > h2 + p,
.time > h2 + p + .renewal {
  grid-column: 1 / -1;
}

.time > h2 + p {
  margin-top: -12px;
}

.time > h2 + p + .renewal {
  margin-top: -20px;
}

auth-inspector-time-left {
  justify-self: center;
}

@container (width >= 480px) {
  .time {
    grid-template-columns: auto 1fr;
  }
}

.ring {
  display: grid;
  place-items: center;
  width: 152px;
  aspect-ratio: 1;
}

.ring > * {
  grid-area: 1 / 1;
}

.ring svg {
  width: 100%;
  rotate: -90deg;
}

.ring circle {
  fill: none;
  stroke: var(--i-soft);
  stroke-width: 9;
}

.ring .left {
  stroke: var(--i-accent);
  stroke-linecap: round;
  transition: stroke-dasharray 1s linear;
}

.ring.short .left {
  stroke: var(--i-wait);
}

.ring p {
  margin: 0;
  text-align: center;
}

.clock {
  display: block;
  font-size: 2em;
  font-weight: 700;
  font-variant-numeric: tabular-nums;
  letter-spacing: -0.02em;
  line-height: 1.1;
}

.unit {
  color: var(--i-quiet);
  font-size: 0.875em;
}

.renewal dl {
  display: grid;
  gap: 6px;
  font-variant-numeric: tabular-nums;
}

.renewal dl div {
  display: grid;
  grid-template-columns: minmax(6em, 7.5em) minmax(0, 1fr);
  gap: 0 12px;
}

dt,
.in-words {
  color: var(--i-quiet);
}

.renewal dd,
.count {
  font-weight: 600;
}

.in-words {
  font-weight: 400;
}

auth-inspector-flow .quiet,
auth-inspector-flow dl,
auth-inspector-tabs .quiet {
  font-size: 0.9375em;
}

auth-inspector-flow dl {
  display: grid;
  gap: 2px;
  margin-top: 16px;
}

auth-inspector-flow dd + dt {
  margin-top: 10px;
}

.count {
  font-variant-numeric: tabular-nums;
}

p.count {
  font-weight: 400;
}

p.count strong {
  font-size: 1.25em;
}

p.count + .quiet {
  margin-top: 4px;
}

.windows {
  display: flex;
  gap: 8px;
  margin-top: 18px;
}

/* A small window with its bar. */
.windows span {
  width: 36px;
  height: 28px;
  border: 2px solid var(--i-field-line);
  border-top-width: 8px;
  border-radius: 6px;
  animation: open 260ms cubic-bezier(0.3, 1.4, 0.6, 1);
}

.windows span:first-child {
  border-color: var(--i-accent);
  background: var(--i-soft);
}

@keyframes open {
  from {
    scale: 0.6;
  }
}
`;
