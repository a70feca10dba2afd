// Compiles each TypeScript example of README.md and docs/ against the types of the built library, as strictly as a new
// app would. A whole file is compiled as it stands; a fragment gets the imports that go without saying, and the names
// that stand for the app's own. Follows the links of every document. What is wrong is told by the line of the document.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { documents, examplesOf } from './documents.mjs';
import { deadLinks } from './links.mjs';

const folder = resolve('dist/docs');
const types = 'dist/ngx-implicit-auth/types';

/** What a fragment may use without importing it. */
const imports = `
import { computed, inject, NgModule, provideAppInitializer, signal } from '@angular/core';
import { BrowserModule } from '@angular/platform-browser';
import { HTTP_INTERCEPTORS, HttpClient, HttpContext, provideHttpClient, withInterceptors, withInterceptorsFromDi,
  withRequestsMadeViaParent } from '@angular/common/http';
import { RouterModule, type Route, type Routes } from '@angular/router';
${everythingOf('ngx-implicit-auth')}
${everythingOf('ngx-implicit-auth/inspector')}
${everythingOf('ngx-implicit-auth/inspector/in-production')}
`;

/** What stands for something of the app's own. */
const own = `
declare const auth: AuthService;
declare const config: AuthConfig;
declare const partner: AuthConfig;
declare const $localize: { (texts: TemplateStringsArray, ...values: readonly string[]): string; readonly locale?: string };
declare function report(code: string): void;
declare function hideWhatNeeds(scopes: readonly string[]): void;
${['Timesheets', 'Orders', 'Payroll', 'Salary', 'SignedOut', 'Home'].map((name) => `declare class ${name} {}`).join('\n')}
`;

/** What is there as well in a document about tests. */
const inTests = `
import { TestBed } from '@angular/core/testing';
import { HttpBackend, HttpResponse, type HttpRequest } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { firstValueFrom, of } from 'rxjs';
${everythingOf('ngx-implicit-auth/testing')}
declare function it(does: string, test: () => void | Promise<void>): void;
declare function expect(actual: unknown): any;
declare const appConfig: import('@angular/core').ApplicationConfig;
declare const authConfig: AuthConfig;
declare const routes: Routes;
declare class Greeting {}
`;

rmSync(folder, { recursive: true, force: true });
const examples = documents.flatMap((document) => examplesOf(document).map(toCompile));
for (const { file, code, neighbours } of examples) {
  for (const [name, text] of [...neighbours, [file, code]]) {
    mkdirSync(join(name, '..'), { recursive: true });
    writeFileSync(name, text);
  }
}

const program = ts.createProgram(
  examples.map(({ file }) => file),
  {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    paths: {
      'ngx-implicit-auth': [resolve(types, 'ngx-implicit-auth.d.ts')],
      'ngx-implicit-auth/inspector': [resolve(types, 'ngx-implicit-auth-inspector.d.ts')],
      'ngx-implicit-auth/inspector/element': [resolve(types, 'ngx-implicit-auth-inspector-element.d.ts')],
      'ngx-implicit-auth/inspector/in-production': [resolve(types, 'ngx-implicit-auth-inspector-in-production.d.ts')],
      'ngx-implicit-auth/testing': [resolve(types, 'ngx-implicit-auth-testing.d.ts')],
      'ngx-implicit-auth/testing/playwright': [resolve('dist/ngx-implicit-auth/testing/playwright/index.d.ts')],
    },
    strict: true,
    noImplicitReturns: true,
    exactOptionalPropertyTypes: true,
    // `providers: […]` stands alone in a fragment.
    allowUnusedLabels: true,
    experimentalDecorators: true,
    skipLibCheck: true,
    noEmit: true,
  },
);
const others = ['CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'projects/sandbox/README.md'];
const problems = [...ts.getPreEmitDiagnostics(program).map(whereAndWhat), ...deadLinks('.', [...documents, ...others])];
console.log(
  `${examples.length} examples in ${documents.length} documents: ${problems.length ? 'see below' : 'all compile, and all links lead somewhere'}.`,
);
for (const problem of problems) console.error(problem);
if (problems.length || examples.length === 0) process.exitCode = 1;

/** An example as it is compiled, with the files that it takes for granted. */
function toCompile({ document, line, code }, number) {
  const file = join(folder, document.replace(/\.md$/, ''), String(number), 'example.ts');
  return { document, file, ...compiled(document, code, line), neighbours: neighboursOf(code, file) };
}

/** The example as a module, with its first line at the line that it has in the document. */
function compiled(document, block, begins) {
  if (/^import /m.test(block)) return { code: block, shift: begins - 1 };
  const head = `${imports}${own}${document === 'docs/testing.md' ? inTests : ''}`.replaceAll('\n', ' ');
  const [before, after] = wrapping(block);
  return { code: `${head}${before}\n${block}${after}\nexport {};\n`, shift: begins - 2 };
}

/** What a fragment stands in: a list of routes, a class, or nothing. */
function wrapping(block) {
  const first = block.replace(/^\/\/.*\n/, '');
  if (first.startsWith('{')) return ['const route: Route =', ';'];
  if (first.startsWith('readonly ')) return ['class Example {', '}'];
  return ['', ''];
}

/** Stands for the files that an example imports from its own folder. */
function neighboursOf(block, file) {
  const named = [...block.matchAll(/^import \{ (\w+) \} from '(\.[^']*)';$/gm)].map(([, name, path]) => [
    path,
    `export class ${name} {}\n`,
  ]);
  const loaded = [...block.matchAll(/import\('(\.[^']*)'\)(?:\.then\(\(\{ (\w+) \}\))?/g)].map(([, path, name]) => [
    path,
    name
      ? `export declare const ${name}: never;\n`
      : "import type { Routes } from '@angular/router';\nexport default [] as Routes;\n",
  ]);
  return [...named, ...loaded].map(([path, text]) => [`${join(file, '..', path)}.ts`, text]);
}

function whereAndWhat({ file, start, messageText }) {
  const message = ts.flattenDiagnosticMessageText(messageText, ' ');
  const example = examples.find((one) => resolve(one.file) === (file && resolve(file.fileName)));
  if (!file || !example) return message;
  const { line } = file.getLineAndCharacterOfPosition(start);
  return `${example.document}:${line + 1 + example.shift}: ${message}`;
}

/** An import of all that an entry point exports for everybody. */
function everythingOf(entryPoint) {
  const text = readFileSync(join(types, `${entryPoint.replaceAll('/', '-')}.d.ts`), 'utf8');
  const exported = (kind) => {
    const [, list = ''] = new RegExp(`^export ${kind}\\{([^}]*)\\};$`, 'm').exec(text) ?? [];
    const names = list.split(',').map((name) => name.split(' as ').at(-1).trim());
    return names.filter((name) => !name.startsWith('ɵ')).join(', ');
  };
  return `import { ${exported('')} } from '${entryPoint}'; import type { ${exported('type ')} } from '${entryPoint}';`;
}
