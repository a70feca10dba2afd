/** A text as a literal of TypeScript, in the quotes that Prettier would choose. */
export function literal(text: string): string {
  const count = (mark: string) => text.split(mark).length;
  const quote = count("'") > count('"') ? '"' : "'";
  return quote + text.replace(/[\\'"]/g, (mark) => (mark === '\\' || mark === quote ? `\\${mark}` : mark)) + quote;
}
