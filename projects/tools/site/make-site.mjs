// Makes a site of Markdown files and of the reference of what a package exports.
import { LogLevel, Logger } from 'typedoc';
import { deadLinksOfSite } from './dead-links.mjs';
import { drawDiagrams } from './diagrams.mjs';
import { typedoc } from './typedoc.mjs';

/**
 * Writes the site, and returns what is wrong with it, a line each: a docstring that is missing, a link that leads
 * nowhere, a diagram that cannot be drawn.
 *
 * @param content.entryPoints what apps import from, and the file of each
 * @param content.tsconfig the options by which these compile
 * @param content.readme the first page
 * @param content.guides the other pages, in their order
 * @param folder what the site is written to; whatever it holds is deleted
 */
export async function makeSite({ entryPoints, tsconfig, readme, guides }, folder) {
  const { pictures, problems } = await drawDiagrams([readme, ...guides]);
  const app = await typedoc(entryPoints, { tsconfig, readme, projectDocuments: guides }, pictures);
  app.logger = new ProblemsLogger(problems);
  const project = await app.convert();
  if (!project) return problems;
  app.validate(project);
  await app.generateDocs(project, folder);
  return [...problems, ...deadLinksOfSite(folder)];
}

/** Notes what TypeDoc warns of, as well as its errors. */
class ProblemsLogger extends Logger {
  #problems;

  constructor(problems) {
    super();
    this.#problems = problems;
  }

  log(message, level) {
    super.log(message, level);
    if (level >= LogLevel.Warn) this.#problems.push(message);
  }
}
