// Makes links of the names by which guides and docstrings speak of the API and of each other: `withTabSync()` leads to
// that function, and docs/session.md to that guide.

/**
 * A plugin for markdown-it.
 *
 * @param urlOf the URL of what is called so, from the page that is being rendered; undefined where nothing is
 */
export function crossLinks(urlOf) {
  return (parser) =>
    parser.core.ruler.push('cross-links', ({ tokens, Token }) => {
      const text = (content) => Object.assign(new Token('text', '', 0), { content });
      const link = (url, token) => {
        const open = new Token('link_open', 'a', 1);
        open.attrSet('href', url);
        return [open, token, new Token('link_close', 'a', -1)];
      };
      const linked = (token, name) => {
        const url = urlOf(name);
        return url === undefined ? [token] : link(url, token);
      };
      for (const [at, { type, children }] of tokens.entries()) {
        if (type !== 'inline') continue;
        // TypeDoc takes the anchor of a heading from its texts alone, and would leave code out.
        if (tokens[at - 1].type === 'heading_open') {
          for (const token of children) if (token.type === 'code_inline') token.children = [text(token.content)];
          continue;
        }
        let depth = 0;
        tokens[at].children = children.flatMap((token) => {
          depth += token.nesting * (token.tag === 'a');
          if (depth > 0) return [token];
          if (token.type === 'code_inline') return linked(token, token.content);
          if (token.type !== 'text') return [token];
          return token.content
            .split(/(docs\/[\w/-]+\.md)/)
            .flatMap((part, odd) => (odd % 2 ? linked(text(part), part) : [text(part)]));
        });
      }
    });
}
