/** A part of a text, and what takes its place. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function inserted(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

/** The text with all edits made, which do not overlap. Those at one place are made in their order. */
export function edited(text: string, edits: readonly Edit[]): string {
  const inOrder = [...edits].sort((one, other) => one.start - other.start);
  let [written, position] = ['', 0];
  for (const { start, end, text: replacement } of inOrder) {
    written += text.slice(position, start) + replacement;
    position = end;
  }
  return written + text.slice(position);
}
