// Makes a site of all documentation in dist/docs-site, with search: the guides, and the reference of every export. It
// needs no web server. Fails when an export has no docstring, a link leads nowhere, or a diagram cannot be drawn.
import { readFileSync } from 'node:fs';
import { documents } from './documents.mjs';
import { makeSite } from './site/make-site.mjs';

const folder = 'dist/docs-site';
const library = 'projects/ngx-implicit-auth';

const [readme, ...others] = [...documents, 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'];
const text = readFileSync(readme, 'utf8');
/** Where the README speaks of a document, or its end. */
const place = (document) => `${text}(${document})`.indexOf(`(${document})`);

const content = {
  entryPoints: {
    'ngx-implicit-auth': `${library}/src/public-api.ts`,
    'ngx-implicit-auth/inspector': `${library}/inspector/src/public-api.ts`,
    'ngx-implicit-auth/inspector/in-production': `${library}/inspector/in-production/src/public-api.ts`,
    'ngx-implicit-auth/testing': `${library}/testing/src/public-api.ts`,
    'ngx-implicit-auth/testing/playwright': `${library}/playwright/index.ts`,
  },
  tsconfig: 'projects/tools/site/tsconfig.json',
  readme,
  guides: others.sort((one, other) => place(one) - place(other)),
};
const problems = await makeSite(content, folder);
for (const problem of problems) console.error(problem);
if (problems.length) process.exitCode = 1;
else console.log(`${folder}/index.html: ${others.length} guides, and the reference of every export.`);
