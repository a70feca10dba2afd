import assert from 'node:assert/strict';
import { it } from 'node:test';
import { eslintProblemsIn } from '../testing/eslint-problems.ts';
import {
  add,
  change,
  contents,
  format,
  formatted,
  newWorkspace,
  type AppOptions,
  type Change,
} from '../testing/new-app.ts';
import { problemsIn } from '../testing/problems.ts';

const APP = 'projects/shop/src/app';
const CONFIG = `${APP}/app.config.ts`;
const ROUTES = `${APP}/app.routes.ts`;
const MAIN = 'projects/shop/src/main.ts';
const AUTH_CONFIG = `${APP}/auth.config.ts`;

interface Shape {
  readonly app?: AppOptions;
  readonly changes?: readonly Change[];
  /** What has to stand in which file afterwards. */
  readonly expects: readonly Expectation[];
  /** Whether the app is not as Prettier would leave it. */
  readonly isUnformatted?: true;
}

type Expectation = readonly [path: string, code: RegExp];

const ROUTER = "import { provideRouter } from '@angular/router';";
const HOME = `import { Component } from '@angular/core';

@Component({ selector: 'app-home', template: '' })
export class Home {}
`;
const INTERCEPTORS = `import type { HttpInterceptorFn } from '@angular/common/http';

export const logging: HttpInterceptorFn = (request, next) => next(request);
export const interceptors = [logging];
`;

/** The app's configuration with this import, and this provider after that of the router. */
function withProvider(imports: string, provider: string): readonly Change[] {
  return [
    [CONFIG, ROUTER, `${imports}\n${ROUTER}`],
    [CONFIG, 'provideRouter(routes)]', `provideRouter(routes), ${provider}]`],
  ];
}

const PROVIDED: Expectation = [CONFIG, /^ {4}provideAuth\(authConfig, withSilentRenewal\(\)\),\n/m];
const INTERCEPTED: Expectation = [CONFIG, /^ {4}provideHttpClient\(withInterceptors\(\[authInterceptor\]\)\),\n/m];
const FIRST_ROUTE = /[=:] \[\n? *\{\s*path: 'auth\/callback',\s+component: AuthCallback,?\s*\}[,\]]/;
const TO_THE_ROOT: Expectation = [AUTH_CONFIG, /redirectUri: '', \/\/ the app's root/];

const SHAPES: Readonly<Record<string, Shape>> = {
  'a new app': {
    expects: [
      [
        CONFIG,
        /providers: \[\n.*,\n {4}provideRouter\(routes\),\n {4}provideHttpClient\(.*\),\n {4}provideAuth\(.*\),\n {2}\],\n/,
      ],
      PROVIDED,
      INTERCEPTED,
      [ROUTES, FIRST_ROUTE],
    ],
  },
  'a new app without routes': { app: { routing: false }, expects: [PROVIDED, INTERCEPTED, TO_THE_ROOT] },
  'a new app of NgModules': {
    app: { standalone: false },
    expects: [
      [
        `${APP}/app-module.ts`,
        /imports: \[BrowserModule, AppRoutingModule, AuthModule\.forRoot\(|AuthModule\.forRoot\(/,
      ],
      [`${APP}/app-routing-module.ts`, FIRST_ROUTE],
    ],
  },
  'a new app of NgModules without routes': {
    app: { standalone: false, routing: false },
    expects: [[`${APP}/app-module.ts`, /AuthModule\.forRoot\(authConfig, withSilentRenewal\(\)\)/], TO_THE_ROOT],
  },
  'files named as until Angular 19': {
    app: { standalone: false, fileNameStyleGuide: '2016' },
    expects: [
      [`${APP}/app.module.ts`, /AuthModule\.forRoot\(authConfig/],
      [`${APP}/app-routing.module.ts`, FIRST_ROUTE],
    ],
  },
  'an app that is rendered on a server': {
    app: { ssr: true },
    expects: [PROVIDED, INTERCEPTED, [ROUTES, FIRST_ROUTE]],
  },
  'provideHttpClient()': {
    changes: withProvider("import { provideHttpClient } from '@angular/common/http';", 'provideHttpClient()'),
    expects: [INTERCEPTED, [CONFIG, /import \{ provideHttpClient, withInterceptors \} from/]],
  },
  'provideHttpClient(withFetch())': {
    changes: withProvider(
      "import { provideHttpClient, withFetch } from '@angular/common/http';",
      'provideHttpClient(withFetch())',
    ),
    expects: [[CONFIG, /provideHttpClient\(withFetch\(\), withInterceptors\(\[authInterceptor\]\)\)/]],
  },
  'provideHttpClient with interceptors of the app': {
    changes: [
      [`${APP}/interceptors.ts`, '', INTERCEPTORS],
      ...withProvider(
        "import { provideHttpClient, withInterceptors } from '@angular/common/http';\nimport { logging } from './interceptors';",
        'provideHttpClient(withInterceptors([logging]))',
      ),
    ],
    expects: [[CONFIG, /withInterceptors\(\[logging, authInterceptor\]\)/]],
  },
  'provideHttpClient with interceptors that another file lists': {
    changes: [
      [`${APP}/interceptors.ts`, '', INTERCEPTORS],
      ...withProvider(
        "import { provideHttpClient, withInterceptors } from '@angular/common/http';\nimport { interceptors } from './interceptors';",
        'provideHttpClient(withInterceptors(interceptors))',
      ),
    ],
    expects: [[CONFIG, /withInterceptors\(interceptors\), withInterceptors\(\[authInterceptor\]\)/]],
  },
  'provideHttpClient with the interceptor': {
    changes: withProvider(
      "import { provideHttpClient, withInterceptors } from '@angular/common/http';\nimport { authInterceptor } from 'ngx-implicit-auth';",
      'provideHttpClient(withInterceptors([authInterceptor]))',
    ),
    expects: [INTERCEPTED, PROVIDED, [CONFIG, /import \{ authInterceptor, provideAuth, withSilentRenewal \} from/]],
  },
  'provideHttpClient in a file of its own': {
    changes: [
      ...withProvider("import { http } from './http';", '...http'),
      [
        `${APP}/http.ts`,
        '',
        "import { provideHttpClient } from '@angular/common/http';\n\nexport const http = [provideHttpClient()];\n",
      ],
    ],
    expects: [PROVIDED, [`${APP}/http.ts`, /\[provideHttpClient\(withInterceptors\(\[authInterceptor\]\)\)\]/]],
  },
  'providers in a file of their own': {
    changes: [
      [
        CONFIG,
        '',
        "import { ApplicationConfig } from '@angular/core';\nimport { providers } from './providers';\n\nexport const appConfig: ApplicationConfig = { providers };\n",
      ],
      [
        `${APP}/providers.ts`,
        '',
        `${ROUTER}\nimport { routes } from './app.routes';\n\nexport const providers = [provideRouter(routes)];\n`,
      ],
    ],
    expects: [
      [`${APP}/providers.ts`, /\n {2}provideAuth\(authConfig, withSilentRenewal\(\)\),\n\];/],
      [ROUTES, FIRST_ROUTE],
    ],
  },
  'everything in main.ts': {
    changes: [
      [
        MAIN,
        '',
        `import { provideBrowserGlobalErrorListeners } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
${ROUTER}
import { App } from './app/app';

bootstrapApplication(App, {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideRouter([{ path: '**', redirectTo: '', pathMatch: 'full' }]),
  ],
}).catch((err) => console.error(err));
`,
      ],
    ],
    expects: [
      [MAIN, /\{ path: 'auth\/callback', component: AuthCallback \},\n\s+\{ path: '\*\*'/],
      [MAIN, /\n {4}provideAuth\(authConfig/],
      [MAIN, /from '\.\/app\/auth\.config';/],
    ],
  },
  'configurations that are merged': {
    changes: [
      [
        MAIN,
        '',
        `import { mergeApplicationConfig } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { appConfig } from './app/app.config';

const config = mergeApplicationConfig(appConfig, { providers: [] });
bootstrapApplication(App, config).catch((err) => console.error(err));
`,
      ],
    ],
    expects: [PROVIDED, INTERCEPTED],
  },
  'configurations that are merged, the first of them by a function': {
    changes: [
      [
        MAIN,
        '',
        `import { ApplicationConfig, mergeApplicationConfig } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { appConfig } from './app/app.config';

const made = (): ApplicationConfig => ({ providers: [] });
bootstrapApplication(App, mergeApplicationConfig(made(), appConfig)).catch((err) => console.error(err));
`,
      ],
    ],
    expects: [PROVIDED, INTERCEPTED],
  },
  'an app that is started without a configuration': {
    changes: [
      [MAIN, 'bootstrapApplication(App, appConfig)', 'bootstrapApplication(App)'],
      [MAIN, "import { appConfig } from './app/app.config';\n", ''],
    ],
    expects: [
      [
        MAIN,
        /bootstrapApplication\(App, \{\n {2}providers: \[\n {4}provideHttpClient\(.*\),\n {4}provideAuth\(.*\),\n {2}\],\n\}\)\.catch/,
      ],
      [MAIN, /from '\.\/app\/auth\.config';/],
    ],
  },
  'an app that another file than main.ts starts': {
    changes: [
      [
        'projects/shop/src/bootstrap.ts',
        '',
        "import { bootstrapApplication } from '@angular/platform-browser';\nimport { App } from './app/app';\nimport { appConfig } from './app/app.config';\n\nbootstrapApplication(App, appConfig).catch((err) => console.error(err));\n",
      ],
      [MAIN, '', "import('./bootstrap').catch((err) => console.error(err));\n"],
    ],
    expects: [PROVIDED, INTERCEPTED, [ROUTES, FIRST_ROUTE]],
  },
  'a main.ts that angular.json does not name': {
    changes: [['angular.json', /"browser": "[^"]*",/, '']],
    expects: [PROVIDED, INTERCEPTED],
  },
  'modules by an alias of tsconfig.json, which has comments': {
    changes: [
      [
        'tsconfig.json',
        '"compilerOptions": {',
        '"compilerOptions": {\n    // our own\n    "paths": { "@app/*": ["./projects/shop/src/app/*"], },',
      ],
      [CONFIG, "'./app.routes'", "'@app/app.routes'"],
    ],
    expects: [PROVIDED, [ROUTES, FIRST_ROUTE]],
  },
  'what is exported on by other files': {
    changes: [
      [
        `${APP}/core/http.ts`,
        '',
        "import { provideHttpClient } from '@angular/common/http';\n\nexport const all = [provideHttpClient()];\n",
      ],
      [`${APP}/core/index.ts`, '', "export { all as http } from './http';\nexport * from '../app.routes';\n"],
      [CONFIG, "import { routes } from './app.routes';", "import { http, routes } from './core';"],
      [CONFIG, 'provideRouter(routes)]', 'provideRouter(routes), ...http]'],
    ],
    expects: [PROVIDED, [`${APP}/core/http.ts`, /withInterceptors\(\[authInterceptor\]\)/], [ROUTES, FIRST_ROUTE]],
  },
  'a comment on the first route': {
    changes: [
      [`${APP}/home.ts`, '', HOME],
      [
        ROUTES,
        '',
        `import { Routes } from '@angular/router';
import { Home } from './home';

export const routes: Routes = [
  // where everybody begins
  { path: '', component: Home },
  { path: '**', redirectTo: '' },
];
`,
      ],
    ],
    expects: [[ROUTES, /AuthCallback \},\n {2}\/\/ where everybody begins\n {2}\{ path: '',/]],
  },
  'routes that are spread out of others': {
    changes: [
      [
        ROUTES,
        '',
        "import { Routes } from '@angular/router';\n\nconst more: Routes = [];\n\nexport const routes: Routes = [...more];\n",
      ],
    ],
    expects: [[ROUTES, /routes: Routes = \[\{ path: 'auth\/callback', component: AuthCallback \}, \.\.\.more\];/]],
  },
  'a comment on the file, and none of its imports': {
    changes: [[ROUTES, '', '// Ours.\n\n/** All of them. */\nexport const routes = [];\n']],
    expects: [[ROUTES, /^\/\/ Ours\.\n\nimport .*\n\n\/\*\* All of them\. \*\/\nexport const/]],
  },
  'lists within a list of one line': {
    app: { standalone: false, routing: false },
    changes: [
      [
        `${APP}/app-module.ts`,
        'BrowserModule]',
        "BrowserModule, RouterModule.forRoot([{ path: '**', component: App }])]",
      ],
      [
        `${APP}/app-module.ts`,
        'import { NgModule',
        "import { RouterModule } from '@angular/router';\nimport { NgModule",
      ],
    ],
    expects: [[`${APP}/app-module.ts`, /forRoot\(\[\n {6}\{ path: 'auth\/callback', .*\n {6}\{ path: '\*\*'/]],
  },
  'provideHttpClient with interceptors on a condition': {
    changes: withProvider(
      "import { provideHttpClient, withFetch, withInterceptors } from '@angular/common/http';",
      'provideHttpClient(history.length > 1 ? withFetch() : withInterceptors([]))',
    ),
    expects: [[CONFIG, /\n {6}history.* : withInterceptors\(\[\]\),\n {6}withInterceptors\(\[authInterceptor\]\),\n/]],
  },
  'provideHttpClient on several lines': {
    changes: withProvider(
      "import { provideHttpClient, withFetch, withInterceptorsFromDi, withXsrfConfiguration } from '@angular/common/http';",
      "provideHttpClient(withFetch(), withInterceptorsFromDi(), withXsrfConfiguration({ cookieName: 'OURS', headerName: 'X-OURS' }))",
    ),
    expects: [[CONFIG, /\}\),\n {6}withInterceptors\(\[authInterceptor\]\),\n {4}\),\n/]],
  },
  'routes for all the rest, in depth and at the end': {
    changes: [
      [`${APP}/home.ts`, '', HOME],
      [
        ROUTES,
        '',
        `import { Routes } from '@angular/router';
import { Home } from './home';

export const routes: Routes = [
  { path: '', component: Home, children: [{ path: '**', component: Home }] },
  { path: '**', component: Home },
];
`,
      ],
    ],
    expects: [[ROUTES, FIRST_ROUTE]],
  },
  'routes that are exported by default': {
    changes: [
      [
        ROUTES,
        '',
        "import type { Routes } from '@angular/router';\n\nexport default [{ path: '**', redirectTo: '' }] satisfies Routes;\n",
      ],
      [CONFIG, "import { routes } from './app.routes';", "import routes from './app.routes';"],
    ],
    expects: [
      [
        ROUTES,
        /export default \[\n {2}\{ path: 'auth\/callback', component: AuthCallback \},\n {2}\{ path: '\*\*', redirectTo: '' \},\n\] satisfies/,
      ],
    ],
  },
  'a remark on routes behind a #': {
    changes: [[CONFIG, 'provideRouter(routes)', 'provideRouter(routes /* withHashLocation() */)']],
    expects: [[ROUTES, FIRST_ROUTE]],
  },
  'routes behind a #': {
    changes: [
      [CONFIG, 'provideRouter(routes)', 'provideRouter(routes, withHashLocation())'],
      [CONFIG, '{ provideRouter }', '{ provideRouter, withHashLocation }'],
    ],
    expects: [[CONFIG, /provideAuth\(/], TO_THE_ROOT, [ROUTES, /Routes = \[\];/]],
  },
  'another style': {
    isUnformatted: true,
    changes: [
      [
        CONFIG,
        '',
        'import { ApplicationConfig } from "@angular/core"\r\nimport { provideRouter } from "@angular/router"\r\nimport { routes } from "./app.routes"\r\n\r\nexport const appConfig: ApplicationConfig = {\r\n\tproviders: [provideRouter(routes)]\r\n}\r\n',
      ],
    ],
    expects: [
      [CONFIG, /\} from "ngx-implicit-auth"\r\n/],
      [
        CONFIG,
        /\r\n\tproviders: \[\r\n\t\tprovideRouter\(routes\),\r\n\t\tprovideHttpClient\(.*\),\r\n\t\tprovideAuth\(.*\),\r\n\t\]\r\n/,
      ],
    ],
  },
  'comments in lists, and no comma at their ends': {
    isUnformatted: true,
    changes: [
      [ROUTES, '[]', '[/* none yet */]'],
      [CONFIG, "'@angular/router';", "'@angular/router'; // the router"],
      [
        CONFIG,
        /providers: \[.*\],/,
        'providers: [\n    provideBrowserGlobalErrorListeners(),\n    // where to go\n    provideRouter(routes) // and nowhere else\n  ],',
      ],
    ],
    expects: [
      [CONFIG, /provideAuth\(/],
      [ROUTES, /\/\* none yet \*\/\n {2}\{/],
      [CONFIG, /from '@angular\/router'; \/\/ the router\nimport \{ provideHttpClient/],
      [CONFIG, /\/\/ where to go\n {4}provideRouter\(routes\), \/\/ and nowhere else\n {4}provideHttpClient/],
    ],
  },
  'four spaces to a step, a mark of the byte order, and remarks that end in \\r\\n': {
    isUnformatted: true,
    changes: [
      [
        CONFIG,
        '',
        "\uFEFFimport { ApplicationConfig } from '@angular/core';\r\nimport { provideRouter } from '@angular/router';\r\nimport { routes } from './app.routes';\r\n\r\nexport const appConfig: ApplicationConfig = {\r\n    providers: [provideRouter(routes) /* and no more */],\r\n};\r\n",
      ],
      [ROUTES, '[]', '[\r\n    // none yet\r\n    // for long\r\n]'],
    ],
    expects: [
      [CONFIG, /^\uFEFFimport \{ ApplicationConfig \}/],
      [CONFIG, /\r\n {8}provideRouter\(routes\) \/\* and no more \*\/,\r\n {8}provideHttpClient\(.*\),\r\n/],
      [AUTH_CONFIG, /\{\r\n {4}issuer: .*,\r\n {4}clientId/],
      [ROUTES, /\[\r\n {4}\/\/ none yet\r\n {4}\/\/ for long\r\n {4}\{\r\n/],
    ],
  },
  'names that are imported by other names': {
    changes: withProvider(
      "import { provideHttpClient, withInterceptors as intercepted } from '@angular/common/http';\nimport { provideAuth as provide } from 'ngx-implicit-auth';",
      'provideHttpClient(intercepted([])), []',
    ).concat([[CONFIG, 'export const', 'export const later = provide;\n\nexport const']]),
    expects: [[CONFIG, /provideHttpClient\(intercepted\(\[\]\), withInterceptors\(\[authInterceptor\]\)\)/]],
  },
  'an HttpClient for the server alone': {
    app: { ssr: true },
    changes: [
      [`${APP}/app.config.server.ts`, 'providers: [', 'providers: [provideHttpClient(withFetch()), '],
      [
        `${APP}/app.config.server.ts`,
        'import { appConfig }',
        "import { provideHttpClient, withFetch } from '@angular/common/http';\nimport { appConfig }",
      ],
    ],
    expects: [PROVIDED, INTERCEPTED],
  },
  'imports of types from the same modules': {
    changes: [
      [CONFIG, ROUTER, `import type { HttpClient } from '@angular/common/http';\n${ROUTER}`],
      [CONFIG, 'export const', 'export type Http = HttpClient;\n\nexport const'],
    ],
    expects: [PROVIDED, INTERCEPTED],
  },
  'a workspace with remarks': {
    changes: [['angular.json', '"projects": {', '// two of them, soon\n  "projects": {']],
    expects: [['angular.json', /\/\/ two of them, soon\n/]],
  },
  'no assets': {
    changes: [['angular.json', /"assets": \[[^\]]*\],/, '']],
    expects: [],
  },
  'a configuration with assets of its own': {
    changes: [['angular.json', '"production": {', '"production": { "assets": [],']],
    expects: [['angular.json', /"production": \{\s+"assets": \[\s+\{\s+"glob": "silent-renewal\.\*"/]],
  },
  'assets below src/assets': {
    changes: [['angular.json', /"assets": \[[^\]]*\]/, '"assets": ["projects/shop/src/assets"]']],
    expects: [['angular.json', /"projects\/shop\/src\/assets",\s+\{\s+"glob": "silent-renewal\.\*"/]],
  },
};

for (const [name, { app = {}, changes = [], expects, isUnformatted }] of Object.entries(SHAPES)) {
  it(`sets up ${name}: it compiles, is formatted, and stays as it is the second time`, async () => {
    const before = change(await newWorkspace(app), changes);
    if (!isUnformatted) await format(before);
    assert.deepEqual(problemsIn(before), [], 'the app before');
    const { tree, says } = await add(before);

    assert.doesNotMatch(says, /was left alone/);
    for (const [path, code] of [...expects, ['angular.json', /silent-renewal\.\*/] as const]) {
      assert.match(tree.readContent(path), code, path);
    }
    assert.deepEqual(problemsIn(tree), []);
    const written = tree.files.filter(
      (file) => !before.exists(file) || !before.read(file)?.equals(tree.read(file) as never),
    );
    for (const path of written.filter((file) => file.endsWith('.ts'))) {
      const code = tree.readContent(path);
      if (!isUnformatted) assert.equal(code, await formatted(code), path);
      assert.deepEqual(await eslintProblemsIn(code), [], path);
    }
    assert.deepEqual(contents((await add(tree)).tree), contents(tree));
  });
}

const WIDTHS: readonly (readonly [printWidth: number, configuration: Change])[] = [
  [80, ['.prettierrc', '', '{ "singleQuote": true }']],
  [80, ['.prettierrc', '', 'singleQuote: true\nprintWidth: 80\n']],
  [120, ['prettier.config.mjs', '', 'export default { singleQuote: true, printWidth: 120 };']],
  [
    120,
    ['package.json', '"private": true,', '"private": true, "prettier": { "singleQuote": true, "printWidth": 120 },'],
  ],
];
for (const [printWidth, configuration] of WIDTHS) {
  it(`writes lines of at most ${printWidth}, as ${configuration[0]} has it: ${configuration[2]}`, async () => {
    const apps: readonly AppOptions[] = [{}, { standalone: false }, { standalone: false, routing: false }];
    for (const app of apps) {
      const before = await newWorkspace(app);
      before.delete('.prettierrc');
      change(before, [configuration]);
      if (app.standalone !== false) {
        change(before, SHAPES['provideHttpClient(withFetch())']?.changes ?? []);
        change(before, SHAPES['routes that are spread out of others']?.changes ?? []);
      }
      await format(before, { printWidth });
      const flags = { server: 'keycloak', issuer: 'https://id.example.com/auth/realms/example', clientId: 'shop' };
      const { tree } = await add(before, {
        ...flags,
        api: 'https://api.example.com/orders,https://api.example.com/bills',
      });
      for (const path of tree.files.filter((file) => file.endsWith('.ts'))) {
        const code = tree.readContent(path);
        assert.equal(code, await formatted(code, { printWidth }), path);
      }
    }
  });
}
