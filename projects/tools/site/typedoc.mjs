// What TypeDoc is told of this project: names and subjects, what is internal, and which names lead where.
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  Application,
  Comment,
  CommentTag,
  Converter,
  KindRouter,
  OptionDefaults,
  PageEvent,
  ReflectionKind,
} from 'typedoc';
import { crossLinks } from './cross-links.mjs';
import { order, reference, shelfOf, subjectOf } from './subjects.mjs';

const byName = 'kind, alphabetical-ignoring-documents';

/**
 * A TypeDoc for this project.
 *
 * @param entryPoints what apps import from, and the file of each
 * @param options further options of TypeDoc
 * @param pictures the HTML that stands for a fenced block, by its code
 */
export async function typedoc(entryPoints, options, pictures) {
  const app = await Application.bootstrap({
    name: 'ngx-implicit-auth',
    entryPoints: Object.values(entryPoints),
    alwaysCreateEntryPointModule: true,
    disableSources: true,
    excludeExternals: true,
    // Apps construct nothing; a constructor that is for them has a docstring.
    excludeNotDocumented: true,
    excludeNotDocumentedKinds: ['Constructor', 'ConstructorSignature'],
    sort: ['kind', 'source-order'],
    kindSortOrder: ['Document', 'Module', 'Function', 'Variable', 'Class', 'Interface', 'TypeAlias', 'Property'],
    categorizeByGroup: false,
    categoryOrder: order,
    navigation: { includeCategories: true, includeGroups: false },
    headings: { readme: false },
    useFirstParagraphOfCommentAsSummary: true,
    includeHierarchySummary: false,
    visibilityFilters: {},
    notRenderedTags: [...OptionDefaults.notRenderedTags, '@sortStrategy'],
    hideGenerator: true,
    customCss: fileURLToPath(new URL('site.css', import.meta.url)),
    highlightLanguages: ['typescript', 'html', 'json', 'shellscript', 'http', 'powershell', 'python', 'ruby'],
    searchInComments: true,
    searchInDocuments: true,
    validation: { notDocumented: true, rewrittenLink: true },
    markdownItLoader,
    router: 'as-in-the-workspace',
    ...options,
  });
  const guides = new Map();
  let page;

  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, guide) => {
    const file = relative('.', guide.project.files.getReflectionPath(guide)).replaceAll(sep, '/');
    guides.set(guide, file);
    guide.frontmatter = { category: shelfOf(file) };
    guide.name = titleOf(guide);
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const member of project.getReflectionsByKind(ReflectionKind.All)) {
      // Angular's mark for what is not for apps.
      if (member.name.startsWith('ɵ')) project.removeReflection(member);
    }
    // Members keep the order of their source.
    tag(project, '@sortStrategy', byName);
    for (const [at, entryPoint] of project.getChildrenByKind(ReflectionKind.Module).entries()) {
      entryPoint.name = Object.keys(entryPoints)[at];
      tag(entryPoint, '@category', reference);
      tag(entryPoint, '@sortStrategy', byName);
      if (entryPoint.name === 'ngx-implicit-auth') giveSubjects(entryPoint, app.logger);
    }
  });
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => requireSummaries(project, app));
  app.renderer.on(PageEvent.BEGIN, (begun) => (page = begun));
  app.renderer.defineRouter(
    'as-in-the-workspace',
    class extends KindRouter {
      getIdealBaseName(reflection) {
        return guides.get(reflection)?.replace(/\.md$/, '') ?? super.getIdealBaseName(reflection);
      }
    },
  );
  return app;

  function markdownItLoader(parser) {
    const { rules } = parser.renderer;
    const { fence } = rules;
    rules.fence = (tokens, at, ...rest) => pictures.get(tokens[at].content) ?? fence(tokens, at, ...rest);
    rules.link_open = (tokens, at, options, _, self) => {
      // To the first page, TypeDoc links as to a folder, which is none without a web server.
      const href = tokens[at].attrGet('href').replace(/^(\.\.?\/)+(?=#|$)/, '$&index.html');
      tokens[at].attrSet('href', href);
      return self.renderToken(tokens, at, options);
    };
    parser.use(crossLinks(urlOf));
  }

  /** The URL of what guides and docstrings call so, from the page that is being rendered. */
  function urlOf(name) {
    const guide = [...guides.keys()].find((one) => guides.get(one) === name);
    const target = guide ?? exportCalled(name, page.project);
    if (!target && name.endsWith('.md')) app.logger.error(`${page.url} speaks of ${name}, which is no guide`);
    return target && app.renderer.router.relativeUrl(page.model, target);
  }
}

function giveSubjects({ children, project }, logger) {
  for (const member of children) {
    const { packagePath } = project.getSymbolIdFromReflection(member);
    const subject = subjectOf(packagePath);
    if (subject) tag(member, '@category', subject);
    else logger.error(`${member.name} in ${packagePath} has no subject in projects/tools/site/subjects.mjs`);
  }
}

function tag(reflection, name, text) {
  reflection.comment ??= new Comment();
  reflection.comment.blockTags.push(new CommentTag(name, [{ kind: 'text', text }]));
}

/** In a union of objects, each has to have a docstring, and its members need none. */
function requireSummaries(project, { logger, options }) {
  const unions = project.getReflectionsByKind(ReflectionKind.TypeAlias).filter(({ type }) => type?.type === 'union');
  const objects = unions.flatMap(({ name, type: { types, elementSummaries = [] } }) =>
    types.flatMap(({ declaration }, at) =>
      declaration?.children ? [{ name, summary: elementSummaries[at], members: declaration.children }] : [],
    ),
  );
  for (const { name, summary, members } of objects) {
    if (summary?.length) continue;
    logger.error(`${name}: { ${members.map((member) => member.name).join(', ')} } does not have any documentation`);
  }
  const exempt = objects.flatMap(({ members }) => members.map((member) => member.getFullName()));
  options.setValue('intentionallyNotDocumented', [...new Set(exempt)]);
}

/** What a name means: `withTabSync()`, `AuthService.ready`; and `login()`, which is AuthService's. */
function exportCalled(name, { children: entryPoints }) {
  const [, first, second, call] = /^(\w+)(?:\.(\w+))?(\(.*\))?$/s.exec(name) ?? [];
  const find = (members, wanted) => members?.find((member) => member.name === wanted);
  const exports = entryPoints.flatMap(({ children }) => children);
  const found = find(exports, first) ?? (call && find(find(exports, 'AuthService')?.children, first));
  return second ? find(found?.children, second) : found;
}

/** The first heading of a guide. */
function titleOf({ content }) {
  const [, title] = /^# (.+)$/m.exec(Comment.combineDisplayParts(content));
  return title.replaceAll('`', '');
}
