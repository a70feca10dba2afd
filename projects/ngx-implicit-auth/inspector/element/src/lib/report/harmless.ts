import { ɵmasked as masked } from 'ngx-implicit-auth';

/** What Markdown or HTML would be made of: cells, code, links, images, elements, and the names of people and issues. */
const MARKUP = /[\p{C}\s|`\\<>[\]#&]+/gu;

/** A text for a report, which others will read in Markdown: masked, and on one line, where it is text and nothing else. */
export function harmless(text: string): string {
  return masked(text).replace(MARKUP, ' ').trim();
}
