/** How a file is laid out, as far as it can be seen. */
export interface Layout {
  /** What one step of indentation is. */
  readonly unit: string;
  /** What the line of a position begins with. */
  readonly indentationAt: (position: number) => string;
  /** The line of a position. */
  readonly lineAt: (position: number) => string;
  /** Where a remark ends that follows a position on its line; the position itself where none does. */
  readonly afterRemark: (position: number) => number;
  /** Code with the quotes, and the line ends, of the file. */
  readonly fitted: (code: string) => string;
}

export function layoutOf(text: string): Layout {
  const lineAt = (position: number) => {
    const begin = text.lastIndexOf('\n', position - 1) + 1;
    return /^[^\r\n]*/.exec(text.slice(begin))?.[0] ?? '';
  };
  const hasDoubleQuotes = /\bfrom "/.test(text) && !/\bfrom '/.test(text);
  return {
    unit: /^(\t| {2,8})(?=[^\s*])/m.exec(text)?.[1] ?? '  ',
    lineAt,
    indentationAt: (position) => /^[ \t]*/.exec(lineAt(position))?.[0] ?? '',
    afterRemark: (position) => {
      const remark = /^[ \t]*(\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/)/.exec(text.slice(position));
      return position + (remark?.[0].length ?? 0);
    },
    fitted: (code) => {
      const quoted = hasDoubleQuotes ? inDoubleQuotes(code) : code;
      return text.includes('\r\n') ? quoted.replace(/\r?\n/g, '\r\n') : quoted;
    },
  };
}

/** Code with its texts in double quotes, but for those that Prettier would leave in single ones. */
function inDoubleQuotes(code: string): string {
  return code.replace(
    /"(?:[^"\\\n]|\\.)*"|'((?:[^'\\\n]|\\.)*)'|\/\/[^\n]*/g,
    (part: string, text: string | undefined) => {
      if (text === undefined) return part;
      const count = (mark: string) => text.split(mark).length;
      if (count('"') > count("'")) return part;
      return `"${text.replace(/\\(.)|"/g, (mark: string, escaped?: string) => (mark === '"' ? '\\"' : escaped === "'" ? "'" : mark))}"`;
    },
  );
}
