/** Where the parts of the inspector are. */
export const LAYOUT = `
.columns,
.cards,
.pair {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: 20px;
}

.columns {
  align-items: start;
}

.card {
  padding: clamp(18px, 4cqi, 28px);
  border: 1px solid var(--i-line);
  border-radius: 18px;
  background: var(--i-card);
  box-shadow: var(--i-shadow);
}

/* A heading at the start of the line, and a time or a button at its end. */
.card-head {
  display: flex;
  align-items: baseline;
  justify-content: space-between;
  gap: 16px;
}

.card-head p {
  margin: 0;
  color: var(--i-quiet);
  font-variant-numeric: tabular-nums;
}

/* Two cards side by side are as high as the higher one. */
.pair > * {
  display: grid;
}

.pair .card {
  align-content: start;
}

nav h2 {
  color: var(--i-quiet);
  font-size: 0.9375em;
}

nav ol {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 20px;
  margin-top: 8px;
}

nav button {
  min-height: 0;
  padding: 4px 0;
  border: 0;
  border-radius: 4px;
  background: none;
  color: var(--i-accent);
  font-size: 0.9375em;
  font-weight: 400;
  text-align: start;
}

nav button:hover {
  background: none;
  text-decoration: underline;
}

@container (width >= 640px) {
  .pair {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
}

@container (width >= 860px) {
  .columns {
    grid-template-columns: auto minmax(0, 1fr);
    gap: 24px clamp(24px, 3cqi, 40px);
  }

  nav {
    max-width: 14em;
  }

  auth-inspector-contents {
    position: sticky;
    top: 88px;
  }

  nav ol {
    display: grid;
    gap: 2px;
    border-inline-start: 2px solid var(--i-line);
  }

  nav button {
    padding: 4px 14px;
    color: var(--i-text);
  }

  nav button:hover {
    color: var(--i-accent);
  }
}
`;
