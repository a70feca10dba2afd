import assert from 'node:assert/strict';
import { it } from 'node:test';
import { add, change, newWorkspace, type AppOptions, type Change } from '../testing/new-app.ts';
import { problemsIn } from '../testing/problems.ts';

const APP = 'projects/shop/src/app';
const CONFIG = `${APP}/app.config.ts`;
const ROUTES = `${APP}/app.routes.ts`;
const MAIN = 'projects/shop/src/main.ts';
const MODULE = `${APP}/app-module.ts`;

interface Case {
  readonly app?: AppOptions;
  readonly changes: readonly Change[];
  /** The file that has to stay as it is, byte for byte. */
  readonly leaves: string;
  /** What the words have to name: the code to paste, and why. */
  readonly says: readonly RegExp[];
  /** What is done all the same. */
  readonly does: readonly [path: string, code: RegExp];
}

const CALLBACK =
  /\n {4}import \{ AuthCallback \} from 'ngx-implicit-auth';\n {4}\{ path: 'auth\/callback', component: AuthCallback \},\n/;
const PROVIDER = /\n {4}provideAuth\(authConfig, withSilentRenewal\(\)\),\n/;
const INTERCEPTOR = /\n {4}provideHttpClient\(withInterceptors\(\[authInterceptor\]\)\),?\n/;
const ROUTED: Case['does'] = [ROUTES, /component: AuthCallback/];
const PROVIDED: Case['does'] = [CONFIG, /provideAuth\(authConfig/];

const CASES: Readonly<Record<string, Case>> = {
  'providers that a function makes': {
    changes: [
      [CONFIG, /providers: (\[.*\]),/, 'providers: makeProviders(),'],
      [
        CONFIG,
        'export const appConfig',
        'const makeProviders = () => [provideRouter(routes)];\n\nexport const appConfig',
      ],
      [CONFIG, 'ApplicationConfig, provideBrowserGlobalErrorListeners', 'ApplicationConfig'],
    ],
    leaves: CONFIG,
    says: [
      /app\.config\.ts was left alone: its providers are not written out/,
      PROVIDER,
      INTERCEPTOR,
      /from '\.\/auth\.config';/,
    ],
    does: ROUTED,
  },
  'a configuration that is made of another': {
    changes: [[MAIN, 'bootstrapApplication(App, appConfig)', 'bootstrapApplication(App, { ...appConfig })']],
    leaves: MAIN,
    says: [/src\/main\.ts was left alone/, PROVIDER, INTERCEPTOR, /from '\.\/app\/auth\.config';/],
    does: ROUTED,
  },
  'an app that is started in two ways': {
    changes: [
      [
        MAIN,
        'bootstrapApplication(App, appConfig)',
        'if (location.hash) bootstrapApplication(App);\nbootstrapApplication(App, appConfig)',
      ],
    ],
    leaves: MAIN,
    says: [/src\/main\.ts was left alone/, PROVIDER, INTERCEPTOR],
    does: ROUTED,
  },
  'routes that a function makes': {
    changes: [
      [ROUTES, 'export const routes: Routes = [];', 'const make = (): Routes => [];\n\nexport const routes = make();'],
    ],
    leaves: ROUTES,
    says: [/app\.config\.ts was left alone: its routes are not written out as one list/, CALLBACK],
    does: PROVIDED,
  },
  'another route for the callback': {
    changes: [[ROUTES, '[]', "[{ path: 'auth/callback', redirectTo: '' }]"]],
    leaves: ROUTES,
    says: [/app\.routes\.ts was left alone: it has another route for auth\/callback/, CALLBACK],
    does: PROVIDED,
  },
  'another route for the callback, in two steps': {
    changes: [[ROUTES, '[]', "[{ path: 'auth', children: [{ path: 'callback', redirectTo: '/' }] }]"]],
    leaves: ROUTES,
    says: [/app\.routes\.ts was left alone: it has another route for auth\/callback/, CALLBACK],
    does: PROVIDED,
  },
  'a type by the name of AuthCallback': {
    changes: [[ROUTES, 'export const', 'export interface AuthCallback {\n  a: number;\n}\n\nexport const']],
    leaves: ROUTES,
    says: [/AuthCallback means something else there/, CALLBACK],
    does: PROVIDED,
  },
  'a provideAuth that is imported for its type': {
    changes: [
      [CONFIG, 'import { routes }', "import type { provideAuth } from 'ngx-implicit-auth';\nimport { routes }"],
      [CONFIG, 'export const', 'export type Provides = typeof provideAuth;\n\nexport const'],
    ],
    leaves: MAIN,
    says: [/app\.config\.ts was left alone: a name that is needed means something else/, PROVIDER],
    does: ROUTED,
  },
  'a provideHttpClient of the app': {
    changes: [
      [`${APP}/http.ts`, '', 'export const provideHttpClient = () => [];\n'],
      [CONFIG, 'provideRouter(routes)]', 'provideRouter(routes), provideHttpClient()]'],
      [CONFIG, 'import { routes }', "import { provideHttpClient } from './http';\nimport { routes }"],
    ],
    leaves: `${APP}/http.ts`,
    says: [/app\.config\.ts was left alone: a name that is needed means something else/, INTERCEPTOR],
    does: [CONFIG, /provideHttpClient\(\),\n/],
  },
  'two HttpClients in the list': {
    changes: [
      [CONFIG, 'provideRouter(routes)]', 'provideRouter(routes), provideHttpClient(), provideHttpClient(withFetch())]'],
      [
        CONFIG,
        'import { routes }',
        "import { provideHttpClient, withFetch } from '@angular/common/http';\nimport { routes }",
      ],
    ],
    leaves: MAIN,
    says: [/app\.config\.ts was left alone: provideHttpClient is called twice/, INTERCEPTOR],
    does: PROVIDED,
  },
  'an AuthCallback of the app': {
    changes: [[ROUTES, 'export const', 'export class AuthCallback {}\n\nexport const']],
    leaves: ROUTES,
    says: [/AuthCallback means something else there/, CALLBACK],
    does: PROVIDED,
  },
  'an authInterceptor of the app': {
    changes: [
      [
        `${APP}/auth-interceptor.ts`,
        '',
        "import type { HttpInterceptorFn } from '@angular/common/http';\n\nexport const authInterceptor: HttpInterceptorFn = (request, next) => next(request);\n",
      ],
      [
        `${APP}/http.ts`,
        '',
        "import { provideHttpClient, withInterceptors } from '@angular/common/http';\nimport { authInterceptor } from './auth-interceptor';\n\nexport const http = [provideHttpClient(withInterceptors([authInterceptor]))];\n",
      ],
      [CONFIG, 'provideRouter(routes)]', 'provideRouter(routes), http]'],
      [CONFIG, 'import { routes }', "import { http } from './http';\nimport { routes }"],
    ],
    leaves: `${APP}/http.ts`,
    says: [
      /http\.ts was left alone: a name that is needed means something else/,
      /\n {4}withInterceptors\(\[authInterceptor\]\)\n/,
    ],
    does: PROVIDED,
  },
  'a provideAuth of the app': {
    changes: [
      [CONFIG, 'export const', 'export const provideAuth = () => [];\n\nexport const'],
      [CONFIG, 'providers: [', 'providers: [...provideAuth(), '],
    ],
    leaves: `${APP}/app.ts`,
    says: [/app\.config\.ts was left alone: a name that is needed means something else/, PROVIDER],
    does: [CONFIG, /provideHttpClient\(withInterceptors\(\[authInterceptor\]\)\)/],
  },
  'HttpClientModule in a standalone app': {
    changes: [
      [
        `${APP}/http.ts`,
        '',
        "import { HttpClientModule } from '@angular/common/http';\nimport { importProvidersFrom } from '@angular/core';\n\nexport const http = importProvidersFrom(HttpClientModule);\n",
      ],
    ],
    leaves: `${APP}/http.ts`,
    says: [/http\.ts was left alone: it provides HttpClient in another way/, INTERCEPTOR],
    does: PROVIDED,
  },
  'provideHttpClient by another name': {
    changes: [
      [
        `${APP}/http.ts`,
        '',
        "import { provideHttpClient as provide } from '@angular/common/http';\n\nexport const http = provide();\n",
      ],
    ],
    leaves: `${APP}/http.ts`,
    says: [/http\.ts was left alone: it provides HttpClient in another way/, INTERCEPTOR],
    does: PROVIDED,
  },
  'several HttpClients, none of them in the list': {
    changes: ['one', 'two'].map((name) => [
      `${APP}/${name}.ts`,
      '',
      `import { provideHttpClient } from '@angular/common/http';\n\nexport const ${name} = provideHttpClient();\n`,
    ]),
    leaves: `${APP}/one.ts`,
    says: [/provideHttpClient is called where a part of the app may begin/, INTERCEPTOR],
    does: PROVIDED,
  },
  'an HttpClient of a lazy part': {
    changes: [
      [
        `${APP}/lazy.ts`,
        '',
        "import { provideHttpClient } from '@angular/common/http';\n\nexport default [{ path: '', providers: [provideHttpClient()], children: [] }];\n",
      ],
      [ROUTES, '[]', "[{ path: 'lazy', loadChildren: () => import('./lazy') }]"],
    ],
    leaves: `${APP}/lazy.ts`,
    says: [/app\.config\.ts was left alone: provideHttpClient is called where a part/, INTERCEPTOR],
    does: PROVIDED,
  },
  'imports of an NgModule that another makes': {
    app: { standalone: false },
    changes: [
      [MODULE, /imports: \[.*\],/, 'imports: MODULES,'],
      [MODULE, '@NgModule', 'const MODULES = Object.freeze([BrowserModule, AppRoutingModule]);\n\n@NgModule'],
    ],
    leaves: MODULE,
    says: [
      /app-module\.ts was left alone: its imports of the NgModule are not/,
      /AuthModule\.forRoot\(authConfig, withSilentRenewal\(\)\),/,
    ],
    does: [`${APP}/app-routing-module.ts`, /component: AuthCallback/],
  },
};

it('leaves alone a file that is no UTF-8', async () => {
  const before = await newWorkspace({});
  const latin1 = Buffer.from(`// caf\u00e9\n${before.readContent(CONFIG)}`, 'latin1');
  before.overwrite(CONFIG, latin1);
  const { tree, says } = await add(before);
  assert.deepEqual(tree.read(CONFIG), latin1);
  assert.match(says, PROVIDER);
});

for (const [name, { app = {}, changes, leaves, says, does }] of Object.entries(CASES)) {
  it(`leaves alone ${name}, says what to paste where, and does the rest`, async () => {
    const before = change(await newWorkspace(app), changes);
    const { tree, says: words } = await add(before);

    assert.equal(tree.readContent(leaves), before.readContent(leaves));
    for (const expected of says) assert.match(words, expected);
    const [path, code] = does;
    assert.match(tree.readContent(path), code);
    assert.ok(tree.exists(`${APP}/auth.config.ts`));
    assert.deepEqual(problemsIn(tree), problemsIn(before));
  });
}
