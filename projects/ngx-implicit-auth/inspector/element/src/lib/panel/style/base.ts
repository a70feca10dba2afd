/** What is the same everywhere in the inspector. */
export const BASE = `
:host {
  /* Before any style of the page's: nothing of that is inherited, and nothing of it hides the inspector. */
  all: initial !important;
  display: block !important;
  color-scheme: inherit !important;
}

.inspector {
  --i-page: light-dark(#f3f6f6, #0d1416);
  --i-card: light-dark(#ffffff, #151f22);
  --i-sunken: light-dark(#f6f9f9, #10191b);
  --i-line: light-dark(#d7dfe0, #2a383c);
  --i-field-line: light-dark(#7c8b8f, #64777c);
  --i-text: light-dark(#14211f, #e8efee);
  --i-quiet: light-dark(#52615f, #a3b3b1);
  --i-accent: light-dark(#0f766e, #5eead4);
  --i-accent-strong: light-dark(#0b5c56, #99f6e4);
  --i-on-accent: light-dark(#ffffff, #06201d);
  --i-soft: light-dark(#e6f3f1, #17312f);
  --i-wait: light-dark(#854d0e, #fcd34d);
  --i-bad: light-dark(#a4161a, #ffb4ab);
  --i-bad-soft: light-dark(#fdeceb, #3a1a1a);
  --i-shadow: 0 1px 2px rgb(0 0 0 / 5%), 0 20px 40px -20px rgb(8 40 37 / 28%);
  --i-mono: ui-monospace, 'SF Mono', 'Cascadia Mono', 'Liberation Mono', monospace;

  container-type: inline-size;
  color: var(--i-text);
  /* The size that people have set in their browser, whatever the page makes of it. */
  font: medium / 1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif;
  overflow-wrap: break-word;
  text-align: start;
}

/* What the app shows below goes on in the direction of the page. */
:host(:dir(rtl)) slot {
  direction: rtl;
}

*,
::before,
::after {
  box-sizing: border-box;
}

h2,
h3 {
  margin: 0;
  font-size: 1em;
  line-height: 1.2;
  /* Below a header of the page's that stays in sight. */
  scroll-margin-top: 16px;
}

h2 {
  font-size: 1.1875em;
  letter-spacing: -0.01em;
}

p {
  margin: 12px 0 0;
}

ol,
ul {
  margin: 0;
  padding: 0;
  list-style: none;
}

dl,
dd {
  margin: 0;
}

code {
  font-family: var(--i-mono);
  font-size: 0.9em;
  overflow-wrap: anywhere;
}

:focus-visible {
  outline: 3px solid var(--i-accent);
  outline-offset: 2px;
}

.visually-hidden {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

.quiet {
  color: var(--i-quiet);
}

button {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  min-height: 44px;
  padding: 4px 18px;
  border: 1px solid var(--i-field-line);
  border-radius: 10px;
  background: var(--i-card);
  color: var(--i-text);
  font: inherit;
  font-weight: 600;
  white-space: nowrap;
  cursor: pointer;
}

button:hover {
  background: var(--i-soft);
}

button[aria-disabled='true'] {
  opacity: 0.75;
  cursor: progress;
}

button[aria-pressed='true'] {
  border-color: var(--i-accent);
  color: var(--i-accent);
}

.quiet-button {
  border-color: var(--i-line);
  background: transparent;
}

.small {
  min-height: 32px;
  padding: 2px 12px;
  font-size: 0.875em;
}

.actions {
  display: flex;
  flex-wrap: wrap;
  gap: 12px;
  margin-top: 18px;
}

.badge {
  display: inline-flex;
  align-items: center;
  padding: 2px 10px;
  border-radius: 999px;
  background: var(--i-soft);
  color: var(--i-accent);
  font-size: 0.8125em;
  font-weight: 600;
  white-space: nowrap;
}

.badge.off {
  background: var(--i-sunken);
  color: var(--i-quiet);
}

.badge.bad {
  background: var(--i-bad-soft);
  color: var(--i-bad);
}

auth-inspector-icon {
  display: inline-grid;
  flex: none;
}

auth-inspector-icon svg {
  width: 1.25em;
  height: 1.25em;
  fill: none;
  stroke: currentColor;
  stroke-width: 2;
  stroke-linecap: round;
  stroke-linejoin: round;
}

[role='status'] {
  color: var(--i-quiet);
  font-size: 0.9375em;
}

[role='status']:empty {
  margin: 0;
}

[role='status'].good strong {
  color: var(--i-accent);
}

[role='status'].bad strong {
  color: var(--i-bad);
}

@media (prefers-reduced-motion: reduce) {
  *,
  ::before,
  ::after {
    transition: none !important;
    animation: none !important;
  }
}

@media (forced-colors: active) {
  .badge,
  .status[aria-current] {
    border: 1px solid;
  }
}
`;
