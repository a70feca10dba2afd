/** The style of the dialog at the edge of the page. */
export const DIALOG_STYLE = `
:host {
  all: initial !important;
  display: block !important;
  color-scheme: inherit !important;
}

dialog {
  --i-page: light-dark(#f3f6f6, #0d1416);
  --i-text: light-dark(#14211f, #e8efee);
  --i-line: light-dark(#d7dfe0, #2a383c);
  --i-accent: light-dark(#0f766e, #5eead4);

  position: fixed;
  z-index: 2147483647;
  inset: 0 0 0 auto;
  box-sizing: border-box;
  width: min(720px, 100vw);
  max-width: none;
  height: 100dvh;
  max-height: none;
  margin: 0;
  padding: 0 clamp(12px, 3vw, 24px) 24px;
  border: 0;
  border-inline-start: 1px solid var(--i-line);
  background: var(--i-page);
  color: var(--i-text);
  box-shadow: 0 0 48px rgb(0 0 0 / 25%);
  font: medium / 1.4 system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif;
  overflow: auto;
  overscroll-behavior: contain;
  scroll-padding-top: 72px;
}

.bar {
  position: sticky;
  z-index: 1;
  top: 0;
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: 16px;
  margin-inline: calc(-1 * clamp(12px, 3vw, 24px));
  margin-bottom: 16px;
  padding: 10px clamp(12px, 3vw, 24px);
  border-bottom: 1px solid var(--i-line);
  background: var(--i-page);
}

h1 {
  margin: 0;
  font-size: 1.1875em;
}

button {
  min-height: 44px;
  padding: 4px 18px;
  border: 1px solid var(--i-line);
  border-radius: 10px;
  background: transparent;
  color: inherit;
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}

:focus-visible {
  outline: 3px solid var(--i-accent);
  outline-offset: 2px;
}
`;
