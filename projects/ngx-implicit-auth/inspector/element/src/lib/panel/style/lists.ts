/** Events and requests, scopes and tokens, and what is stored. */
export const LISTS = `
.events {
  display: grid;
  gap: 16px;
  margin-top: 18px;
}

.events li {
  display: grid;
  grid-template-columns: auto minmax(0, 1fr) auto;
  align-items: baseline;
  column-gap: 10px;
}

.events auth-inspector-icon {
  translate: 0 2px;
  color: var(--i-quiet);
  font-size: 0.875em;
}

.events .good auth-inspector-icon {
  color: var(--i-accent);
}

.events .bad auth-inspector-icon {
  color: var(--i-bad);
}

.events h3 {
  font-size: 0.9375em;
}

.events h3 code {
  font-weight: 400;
}

.events time {
  color: var(--i-quiet);
  font-size: 0.8125em;
  font-variant-numeric: tabular-nums;
}

.events .answer {
  display: flex;
  align-items: baseline;
  gap: 10px;
}

.events li p {
  grid-column: 2 / -1;
  margin: 2px 0 0;
  color: var(--i-quiet);
  font-size: 0.875em;
  line-height: 1.45;
  overflow-wrap: anywhere;
}

.events li:first-child {
  animation: arrive 260ms ease-out;
}

@keyframes arrive {
  from {
    translate: 0 -8px;
  }
}

.scopes {
  display: grid;
  gap: 10px;
  margin-top: 16px;
}

.scopes li {
  display: grid;
  grid-template-columns: auto 1fr;
  gap: 10px;
  font-size: 0.9375em;
  line-height: 1.4;
}

.scopes .quiet {
  margin-inline-start: 6px;
}

.scopes auth-inspector-icon {
  margin-top: 2px;
  color: var(--i-accent);
  font-size: 0.875em;
}

.scopes .refused {
  color: var(--i-quiet);
}

.scopes .refused auth-inspector-icon {
  color: var(--i-bad);
}

.rows {
  margin-top: 16px;
  font-size: 0.9375em;
}

.rows li {
  padding: 10px 0;
  border-top: 1px solid var(--i-line);
}

.rows p {
  margin: 2px 0 0;
  color: var(--i-quiet);
  font-size: 0.9375em;
  font-variant-numeric: tabular-nums;
}

.claims-head {
  padding-top: 14px;
  border-top: 1px solid var(--i-line);
  align-items: center;
}

.claims-head h3 {
  font-size: 0.9375em;
}

.claims {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 20px;
  margin-top: 8px;
  font-size: 0.875em;
}

.claims div {
  display: flex;
  flex-wrap: wrap;
  gap: 0 8px;
}

.claims dd {
  overflow-wrap: anywhere;
}

table {
  width: 100%;
  margin-top: 20px;
  border-collapse: collapse;
}

th,
td {
  padding: 12px 20px 12px 0;
  border-top: 1px solid var(--i-line);
  text-align: start;
  vertical-align: top;
}

tr > :last-child {
  padding-inline-end: 0;
}

thead th {
  border-top: 0;
  color: var(--i-quiet);
  font-size: 0.8125em;
  font-weight: 600;
}

tbody th {
  font-weight: 600;
}

.where,
.detail {
  color: var(--i-quiet);
  font-size: 0.9375em;
  font-weight: 400;
}

.where {
  white-space: nowrap;
}

.where::before {
  content: '· ';
}

.detail {
  display: block;
  max-width: 46em;
}

auth-inspector-stored td,
auth-inspector-stored thead th:last-child {
  text-align: end;
}
`;
