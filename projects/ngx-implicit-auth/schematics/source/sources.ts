import { type Tree } from '@angular-devkit/schematics';
import { Draft } from './draft.ts';
import { resolverOf, type Resolve } from './resolve.ts';

/** The source files of an app, each opened once. */
export class Sources {
  readonly tree: Tree;
  readonly #root: string;
  readonly #width: number;
  readonly #resolve: Resolve;
  readonly #drafts = new Map<string, Draft>();

  /**
   * @param root - the folder that the app's files are below
   * @param tsConfig - the file that tells where its modules are
   * @param width - the longest line that there may be
   */
  constructor(tree: Tree, root: string, tsConfig: string, width: number) {
    this.tree = tree;
    this.#root = root;
    this.#width = width;
    this.#resolve = resolverOf(tree, tsConfig);
  }

  /** The file of this path; `null` where there is none, or one that is no UTF-8 and would not be the same again. */
  open(path: string): Draft | null {
    const known = this.#drafts.get(path);
    if (known) return known;
    const content = this.tree.read(path);
    if (!content?.equals(Buffer.from(content.toString('utf8')))) return null;
    const draft = new Draft(path, content.toString('utf8'), this.#width);
    this.#drafts.set(path, draft);
    return draft;
  }

  /** The file that an import of a file leads to, where that is one of the app's own. */
  imported(from: Draft, module: string): Draft | null {
    const path = this.#resolve(module, from.path);
    return path === null ? null : this.open(path);
  }

  /** Goes on with another text of a file. It is written only where something is added to it. */
  rewrite({ path }: Draft, text: string): Draft {
    const draft = new Draft(path, text, this.#width);
    this.#drafts.set(path, draft);
    return draft;
  }

  /** The files of the app that hold one of these words, without its tests and what only a server runs. */
  *holding(...words: readonly string[]): Iterable<Draft> {
    for (const path of this.#paths()) {
      const text = this.tree.read(path)?.toString('utf8') ?? '';
      const draft = words.some((word) => text.includes(word)) ? this.open(path) : null;
      if (draft) yield draft;
    }
  }

  changed(): readonly Draft[] {
    return [...this.#drafts.values()].filter((draft) => draft.isChanged);
  }

  #paths(): string[] {
    const paths: string[] = [];
    this.tree.getDir(this.#root).visit((path) => {
      if (path.endsWith('.ts') && !/\.(spec|test|server|d)\.ts$|\/node_modules\//.test(path)) paths.push(path.slice(1));
    });
    return paths.sort();
  }
}
