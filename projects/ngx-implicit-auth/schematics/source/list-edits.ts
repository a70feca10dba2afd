import type * as TypeScript from 'typescript';
import { inserted, type Edit } from './edit.ts';
import { layoutOf } from './layout.ts';
import { ts } from './typescript.ts';

/** What elements can be added to: a list, or a call with its arguments. */
export type List = TypeScript.ArrayLiteralExpression | TypeScript.CallExpression;

/** What a list gets: before all that is in it, and after. */
export interface Added {
  readonly first: readonly string[];
  readonly last: readonly string[];
}

/** A list as it stands in its file. */
interface Place {
  readonly text: string;
  readonly elements: TypeScript.NodeArray<TypeScript.Expression>;
  /** Where what is between its brackets begins, and ends. */
  readonly start: number;
  readonly end: number;
  /** What its line is indented by, and how long that is, once the lists around it are broken up. */
  readonly outer: string;
  readonly length: number;
  /** The longest that a line may be. */
  readonly width: number;
}

/** The widest that Prettier lets a line be where nobody has told it otherwise. */
const SURELY_FITS = 80;

/** A list of names that fits wherever it stands. */
const SHORT_LIST = 60;

/**
 * Adds elements to lists. One that has lines gets more of them, any other stays on its line as long as it fits. Between
 * the elements, and in them, nothing else is touched.
 */
export function listEdits(text: string, all: ReadonlyMap<List, Added>, width: number): readonly Edit[] {
  const { unit, indentationAt, lineAt } = layoutOf(text);
  const lists = [...all].sort(([one], [other]) => one.pos - other.pos);
  const broken: Place[] = [];
  return lists.flatMap(([list, added]) => {
    const elements = ts.isCallExpression(list) ? list.arguments : list.elements;
    const [start, end] = [elements.pos, list.getEnd() - 1];
    const around = broken.filter((one) => one.start < start && end < one.end);
    const outer = indentationAt(start) + unit.repeat(around.length);
    const element = around.at(-1)?.elements.find((one) => one.pos < start && end < one.end);
    const length = element ? outer.length + element.getText().length + 1 : lineAt(start).length;
    const place = { text, elements, start, end, outer, length, width };
    const [head, tail] = [elements[0], elements.at(-1)];
    if (!head || !tail) return inEmptyList(place, [...added.first, ...added.last]);
    if (text.slice(start, head.getStart()).includes('\n')) return onLines(place, added, head);
    if (text.slice(start, end).includes('\n') || staysShort(place, added)) return onOneLine(place, added, tail);
    broken.push(place);
    return brokenUp(place, added);
  });
}

function onOneLine({ start }: Place, { first, last }: Added, tail: TypeScript.Expression): Edit[] {
  return [
    ...first.map((element) => inserted(start, `${element}, `)),
    ...last.map((element) => inserted(tail.getEnd(), `, ${element}`)),
  ];
}

function inEmptyList({ text, start, end, outer, length, width }: Place, all: readonly string[]): Edit[] {
  const { unit } = layoutOf(text);
  const remark = text.slice(start, end).trim();
  const [only = '', ...others] = all;
  const fits = length + only.length <= (only.startsWith('{') ? SURELY_FITS : width);
  if (others.length === 0 && fits && !remark) return [{ start, end, text: only }];
  const inner = `\n${outer}${unit}`;
  const lines = all.map((element) => `${others.length === 0 ? withLinesOfItsOwn(element, unit) : element},`);
  const written = `${lines.map((line) => inner + line.replace(/\n/g, inner)).join('')}\n${outer}`;
  if (!remark) return [{ start, end, text: written }];
  // A remark keeps its lines; on the line of the bracket it gets one.
  const before = text.indexOf(remark, start);
  const isOnItsLine = !text.slice(start, before).includes('\n');
  return [
    ...(isOnItsLine ? [{ start, end: before, text: inner }] : []),
    { start: before + remark.length, end, text: written },
  ];
}

/** An object that is alone in a list: Prettier leaves it on lines of its own, however long they are. */
function withLinesOfItsOwn(element: string, unit: string): string {
  const properties = /^\{ (.*) \}$/.exec(element)?.[1]?.split(', ');
  return properties ? `{\n${properties.map((property) => `${unit}${property},\n`).join('')}}` : element;
}

function onLines({ text, elements, start }: Place, { first, last }: Added, head: TypeScript.Expression): Edit[] {
  const { indentationAt, afterRemark } = layoutOf(text);
  const inner = indentationAt(head.getStart());
  const { end } = elements;
  const comma = last.length > 0 && !elements.hasTrailingComma ? [inserted(end, ',')] : [];
  return [
    // What is remarked on the first element stays with it.
    ...first.map((element) => inserted(afterRemark(start), `\n${inner}${element},`)),
    ...comma,
    ...last.map((element) => inserted(afterRemark(end), `\n${inner}${element},`)),
  ];
}

/** Whether Prettier would leave the list on its line. It breaks up every list of nothing but several objects. */
function staysShort({ elements, start, end, length, width }: Place, { first, last }: Added): boolean {
  const added = [...first, ...last];
  const all = [...elements.map((element) => element.getText()), ...added];
  const more = added.join(', ').length + 2;
  // A list of names may be within another that is broken up.
  if (all.every((element) => /^(\.\.\.)?\w+$/.test(element))) return end - start + 2 + more <= SHORT_LIST;
  return !all.every((element) => element.startsWith('{')) && length + more <= width;
}

function brokenUp({ text, elements, end, outer }: Place, { first, last }: Added): Edit[] {
  const { unit } = layoutOf(text);
  const inner = `\n${outer}${unit}`;
  const breaks = elements.map(({ pos }, index) => {
    const blank = /^\s*/.exec(text.slice(pos))?.[0].length ?? 0;
    const before = index === 0 ? first.map((element) => `${inner}${element},`).join('') : '';
    return { start: pos, end: pos + blank, text: before + inner };
  });
  const after = last.map((element) => `${inner}${element},`).join('');
  // What stands after the last element is a remark, which Prettier has before the comma.
  const comma = elements.hasTrailingComma ? [{ start: elements.end - 1, end: elements.end, text: '' }] : [];
  const rest = text.slice(elements.end, end).trimEnd();
  return [...breaks, ...comma, { start: elements.end + rest.length, end, text: `,${after}\n${outer}` }];
}
