const markup = Symbol('markup');

/** Markup that is safe to send: whatever was put into it has been escaped. */
export interface Html {
  readonly [markup]: string;
}

type Content = string | Html | readonly Html[] | undefined;

/**
 * Builds markup; text put into it is escaped, markup is not.
 *
 * @example html`<h1>${untrustedTitle}</h1>`
 */
export function html(literals: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return trusted(String.raw({ raw: literals }, ...contents.map(toMarkup)));
}

/** Takes text for markup. Whoever calls it answers for the text. */
export function trusted(text: string): Html {
  return { [markup]: text };
}

/** An element that the policy allows by the hash of its content: nothing may be added to it, not even white space. */
export function inline(element: 'script' | 'style', content: string): Html {
  return trusted(`<${element}>${content}</${element}>`);
}

/** Turns content into the characters to send. */
export function toMarkup(content: Content): string {
  if (content === undefined) return '';
  if (typeof content === 'string') return content.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
  if (isList(content)) return content.map(toMarkup).join('');
  return content[markup];
}

// Array.isArray does not narrow a readonly array.
function isList(content: Html | readonly Html[]): content is readonly Html[] {
  return Array.isArray(content);
}
