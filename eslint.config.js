import angular from 'angular-eslint';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const library = 'projects/ngx-implicit-auth/src';
const specs = ['**/*.spec.ts', '**/*.test-d.ts', '**/src/model/**/*.ts'];

const pageGlobals = [
  'BroadcastChannel',
  'close',
  'document',
  'history',
  'location',
  'opener',
  'top',
  'URLSearchParams',
  'window',
];
const nodeGlobals = [
  'AbortController',
  'AbortSignal',
  'BroadcastChannel',
  'Buffer',
  'CryptoKey',
  'Headers',
  'ReadableStream',
  'Request',
  'Response',
  'TextDecoder',
  'TextEncoder',
  'URL',
  'URLSearchParams',
  'beforeEach',
  'clearTimeout',
  'console',
  'crypto',
  'expect',
  'fetch',
  'performance',
  'process',
  'setImmediate',
  'setInterval',
  'setTimeout',
  'structuredClone',
];

/** What Angular 17 lacks, which the library must run on. */
const newerThanAngular17 = {
  name: '@angular/core',
  importNames: [
    'DOCUMENT',
    'PendingTasks',
    'Service',
    'afterRenderEffect',
    'httpResource',
    'linkedSignal',
    'provideAppInitializer',
    'provideEnvironmentInitializer',
    'provideZonelessChangeDetection',
    'resource',
    'rxResource',
  ],
  message: 'Angular 17 lacks it, and the library runs on 17. DOCUMENT is in @angular/common, too.',
};

const newerThanSafari16 = {
  object: 'URL',
  property: 'canParse',
  message: 'Safari 16 and the jsdom of Jest 29 lack it.',
};

const joseIsLazy = {
  regex: '^jose(/|$)',
  message:
    'Only the room "id-token" imports jose: it is loaded with the first id_token, and not at all in the tests of an app.',
};

/** A room of the library: the rooms that its files may import from, beside their own. */
function room(name, mayImport, { angular = true, jose = false } = {}) {
  const arrows = (rooms) => ({
    regex: `^\\.\\./(?!(${rooms.join('|')})/)`,
    message: `The room "${name}" imports ${rooms.join(', ') || 'no other room'}. See docs/architecture.md.`,
  });
  const pure = {
    regex: '^(@angular|rxjs)(/|$)',
    message: `The room "${name}" is plain TypeScript: no Angular, no RxJS.`,
  };
  const always = angular ? [] : [pure];
  const inSources = jose ? [] : [joseIsLazy];
  const restrict = (paths, ...patterns) => ({
    '@typescript-eslint/no-restricted-imports': ['error', { paths, patterns: [...always, ...patterns] }],
  });
  const folder = `${library}/lib/${name}`;
  return [
    {
      files: [`${folder}/**/*.ts`],
      ignores: specs,
      rules: restrict([newerThanAngular17], arrows(mayImport), ...inSources),
    },
    { files: [`${folder}/**/*.spec.ts`], rules: restrict([], arrows([...mayImport, 'testing'])) },
  ];
}

export default defineConfig(
  {
    ignores: [
      'dist/',
      '.angular/',
      'node_modules/',
      'test-results/',
      'playwright-report/',
      'projects/compat/apps/',
      'projects/examples/stand-ins/',
      'projects/bench/apps/peers/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'Name each export; nothing becomes public by accident.' },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      // For texts, `||` says what is meant: an empty one counts as none.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Angular's tokens are abstract classes that nothing constructs under their own name.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // A method that has to return a promise is clearest as async, awaiting or not.
      '@typescript-eslint/require-await': 'off',
      // noPropertyAccessFromIndexSignature asks for the brackets.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
    },
  },

  {
    files: ['projects/ngx-implicit-auth/**/*.ts', 'projects/demo/**/*.ts'],
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: { '@angular-eslint/prefer-on-push-component-change-detection': 'error' },
  },
  {
    files: ['projects/demo/**/*.ts'],
    rules: {
      '@angular-eslint/component-selector': ['error', { type: 'element', prefix: 'demo', style: 'kebab-case' }],
    },
  },
  {
    files: ['projects/ngx-implicit-auth/**/*.ts'],
    ignores: specs,
    rules: {
      '@angular-eslint/component-selector': ['error', { type: 'element', prefix: 'auth', style: 'kebab-case' }],
      // Compilers before 19 need it written out.
      '@angular-eslint/prefer-standalone': 'off',
      // What Angular 22 has deprecated may be all that Angular 17 has.
      '@typescript-eslint/no-deprecated': 'off',
    },
  },
  {
    // The doctor, the schematics and what Playwright loads run in Node.
    files: [`${library}/**/*.ts`, 'projects/ngx-implicit-auth/{testing,inspector}/**/*.ts'],
    ignores: specs,
    rules: { 'no-restricted-properties': ['error', newerThanSafari16] },
  },
  {
    files: ['projects/**/*.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
  },

  room('protocol', [], { angular: false }),
  room('id-token', ['protocol'], { angular: false, jose: true }),
  room('settings', ['protocol']),
  room('session', ['settings', 'protocol']),
  room('texts', ['session', 'settings', 'protocol']),
  room('token-endpoint', ['session', 'settings', 'protocol']),
  room('authorization', ['id-token', 'token-endpoint', 'session', 'settings', 'protocol']),
  room('dpop', ['authorization', 'session', 'settings', 'protocol']),
  room('inspector', ['session', 'settings', 'protocol']),
  room('user-info', ['authorization', 'session', 'settings', 'protocol']),
  room('hidden-frame', ['authorization', 'session', 'settings', 'protocol']),
  room('popup', ['authorization', 'session', 'settings', 'protocol']),
  room('access-tokens', ['hidden-frame', 'authorization', 'token-endpoint', 'session', 'settings', 'protocol']),
  room('sign-in', [
    'access-tokens',
    'hidden-frame',
    'popup',
    'authorization',
    'texts',
    'session',
    'settings',
    'protocol',
  ]),
  room('routing', ['sign-in', 'texts', 'session', 'settings', 'protocol']),
  room('http', ['sign-in', 'session', 'settings', 'protocol']),
  room('renewal', ['sign-in', 'hidden-frame', 'authorization', 'token-endpoint', 'session', 'settings', 'protocol']),
  room('tabs', ['renewal', 'session', 'settings']),
  room('server-session', ['protocol', 'renewal', 'session', 'settings']),
  room('setup', ['routing', 'http', 'sign-in', 'texts', 'session', 'settings']),
  {
    files: ['projects/ngx-implicit-auth/inspector/**/*.ts'],
    ignores: [...specs, '**/testing/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [newerThanAngular17],
          patterns: [
            {
              regex: '^(?!\\.\\.?/|@angular/(common|core)(/|$)|rxjs$|ngx-implicit-auth(/inspector/element)?$)',
              message: 'The inspector imports Angular, RxJS, and the library by its name.',
            },
            {
              regex: '^\\..*/src/',
              message: 'By a path, the classes of the library would be there twice: import them by its name.',
            },
          ],
        },
      ],
    },
  },
  {
    files: [`${library}/lib/{protocol,id-token}/**/*.ts`],
    ignores: specs,
    rules: {
      'no-restricted-globals': [
        'error',
        ...['document', 'fetch', 'history', 'localStorage', 'location', 'navigator', 'sessionStorage', 'window'].map(
          (name) => ({ name, message: 'The protocol is pure: have it passed in.' }),
        ),
      ],
      'no-restricted-properties': [
        'error',
        newerThanSafari16,
        { object: 'Date', property: 'now', message: 'The protocol is pure: have the time passed in.' },
        { object: 'Math', property: 'random', message: 'Not random enough, and the protocol is pure.' },
      ],
    },
  },

  {
    files: specs,
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // Matchers such as expect.objectContaining, and whatever JSON.parse answers, are typed any.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'suite', 'test'] },
          ],
        },
      ],
    },
  },
  {
    // Node programs talk to whoever started them.
    files: ['projects/{sandbox,e2e,bench,compat}/**/*.ts', 'projects/ssr/src/server.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: Object.fromEntries(nodeGlobals.map((name) => [name, 'readonly'])),
    },
    rules: {
      eqeqeq: 'error',
      'no-undef': 'error',
      'no-unused-vars': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'require-yield': 'error',
    },
  },
  {
    files: ['projects/ngx-implicit-auth/assets/*.js'],
    languageOptions: {
      sourceType: 'script',
      globals: Object.fromEntries(pageGlobals.map((name) => [name, 'readonly'])),
    },
  },
);
