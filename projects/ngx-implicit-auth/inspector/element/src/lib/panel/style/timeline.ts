/** The last sign-in, step by step. */
export const TIMELINE = `
.mark {
  display: grid;
  place-items: center;
  border-radius: 50%;
}

.steps {
  margin-top: 24px;
}

.steps > li {
  position: relative;
  display: grid;
  grid-template-columns: 1fr auto;
  gap: 0 16px;
  padding: 0 0 24px 48px;
}

.steps > li:last-child {
  padding-bottom: 0;
}

.steps > li:not(:last-child)::before {
  content: '';
  position: absolute;
  inset: 0 auto 0 15px;
  width: 2px;
  background: var(--i-line);
}

.steps > .done:not(:last-child)::before {
  background: var(--i-accent);
}

.steps > li > .mark {
  position: absolute;
  inset: -2px auto auto 0;
  width: 32px;
  height: 32px;
  border: 2px solid var(--i-field-line);
  background: var(--i-card);
  color: var(--i-on-accent);
  font-size: 0.875em;
}

.steps > .done > .mark {
  border-color: var(--i-accent);
  background: var(--i-accent);
  animation: pop 320ms calc(var(--i-index) * 90ms) cubic-bezier(0.3, 1.6, 0.6, 1) backwards;
}

.steps > .failed > .mark {
  border-color: var(--i-bad);
  background: var(--i-bad);
  color: var(--i-card);
}

@keyframes pop {
  from {
    scale: 0.4;
  }
}

.steps h3 {
  line-height: 1.75;
}

.steps .open > h3 {
  color: var(--i-quiet);
}

.after {
  color: var(--i-quiet);
  font-size: 0.875em;
  font-variant-numeric: tabular-nums;
  line-height: 2;
}

.steps p {
  grid-column: 1 / -1;
  margin: 0;
  color: var(--i-quiet);
  font-size: 0.9375em;
}

.checks {
  grid-column: 1 / -1;
  margin-top: 14px;
  border: 1px solid var(--i-line);
  border-radius: 14px;
  background: var(--i-sunken);
}

.checks li {
  display: grid;
  grid-template-columns: auto 1fr;
  align-items: baseline;
  gap: 2px 12px;
  padding: 8px 14px;
  font-size: 0.9375em;
}

.checks li + li {
  border-top: 1px solid var(--i-line);
}

.checks .mark {
  align-self: center;
  width: 18px;
  height: 18px;
  color: var(--i-accent);
  font-size: 0.875em;
}

.checks .done .mark {
  animation: pop 320ms calc(300ms + var(--i-index) * 60ms) cubic-bezier(0.3, 1.6, 0.6, 1) backwards;
}

.checks .open .mark {
  border: 2px solid var(--i-field-line);
  scale: 0.6;
}

.checks .open .title {
  color: var(--i-quiet);
}

.checks .failed {
  color: var(--i-bad);
  font-weight: 600;
}

.checks .failed .mark {
  color: var(--i-bad);
}

.checks code {
  grid-column: 2;
  color: var(--i-quiet);
  font-size: 0.875em;
  font-weight: 400;
}

@container (width >= 560px) {
  .checks li {
    grid-template-columns: auto 1fr auto;
  }

  .checks code {
    grid-column: 3;
  }
}

.steps .failure {
  margin-top: 14px;
  padding: 12px 14px;
  border-radius: 12px;
  background: var(--i-bad-soft);
  color: var(--i-bad);
}

.steps .actions {
  margin-top: 12px;
}

.failure .code {
  display: block;
  margin-top: 4px;
}
`;
