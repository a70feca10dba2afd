import type * as TypeScript from 'typescript';
import { edited } from './edit.ts';
import { importEdits } from './import-edits.ts';
import { isFree, originOf } from './imports.ts';
import { layoutOf } from './layout.ts';
import { listEdits, type List } from './list-edits.ts';
import { ts } from './typescript.ts';

/** A name, and the module that exports it. */
export type Import = readonly [name: string, module: string];

/** A source file of the app, and what is to be added to it. Nothing is written before everything is known. */
export class Draft {
  readonly path: string;
  readonly text: string;
  readonly file: TypeScript.SourceFile;
  readonly #width: number;
  readonly #imports = new Map<string, Set<string>>();
  readonly #added = new Map<List, { readonly first: string[]; readonly last: string[] }>();

  /** @param width - the longest line that there may be */
  constructor(path: string, text: string, width: number) {
    this.path = path;
    this.text = text;
    this.#width = width;
    this.file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  }

  get isChanged(): boolean {
    return this.#added.size > 0;
  }

  /** Whether none of the names has another meaning here. */
  canImport(imports: readonly Import[]): boolean {
    return imports.every(([name, module]) => isFree(this.file, name, module));
  }

  /** Imports what is not imported yet; nothing else may have one of the names. */
  import(imports: readonly Import[]): void {
    for (const [name, module] of imports) {
      if (originOf(this.file, name)) continue;
      const names = this.#imports.get(module) ?? new Set();
      this.#imports.set(module, names.add(name));
    }
  }

  /** Adds an element to a list, or an argument to a call: after all others, or before them. */
  add(list: List, element: string, place: 'first' | 'last' = 'last'): void {
    const added = this.#added.get(list) ?? { first: [], last: [] };
    added[place].push(element);
    this.#added.set(list, added);
  }

  /** The text with everything added, laid out as the file is. */
  written(): string {
    const { fitted } = layoutOf(this.text);
    const edits = [
      ...[...this.#imports].flatMap(([module, names]) => importEdits(this.file, module, [...names], this.#width)),
      ...listEdits(this.text, this.#added, this.#width),
    ];
    return edited(
      this.text,
      edits.map((edit) => ({ ...edit, text: fitted(edit.text) })),
    );
  }
}
