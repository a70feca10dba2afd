/** The configuration and the report. */
export const CONFIGURATION = `
.options {
  margin-top: 16px;
  font-size: 0.9375em;
}

.options div {
  padding: 8px 0;
  border-top: 1px solid var(--i-line);
}

.options dt {
  color: inherit;
  font-weight: 600;
}

.options .default {
  color: var(--i-quiet);
}

.options .default dt {
  font-weight: 400;
}

.options dd {
  display: flex;
  flex-wrap: wrap;
  align-items: baseline;
  gap: 2px 10px;
}

@container (width >= 560px) {
  .options div {
    display: grid;
    grid-template-columns: 18em minmax(0, 1fr);
    gap: 0 16px;
  }
}

details {
  margin-top: 12px;
}

summary {
  width: fit-content;
  padding: 4px 0;
  border-radius: 4px;
  color: var(--i-accent);
  font-weight: 600;
  cursor: pointer;
}

textarea {
  display: block;
  width: 100%;
  margin-top: 8px;
  padding: 12px;
  border: 1px solid var(--i-field-line);
  border-radius: 10px;
  background: var(--i-sunken);
  color: inherit;
  font: 0.8125em / 1.5 var(--i-mono);
  resize: vertical;
}
`;
