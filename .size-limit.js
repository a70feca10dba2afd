// What the published files weigh: what an app's first screen loads, and what the first id_token to be verified loads later.
// The first is heavier here than in an app, whose build compiles the declarations; `npm run bench` holds the app to 5 KiB.
import { readdirSync } from 'node:fs';

const folder = 'dist/ngx-implicit-auth/fesm2022';
const peers = ['@angular', 'rxjs', 'tslib'];
const verifier = findFile('ngx-implicit-auth-verify-id-token-');
const eagerChunk = findFile('ngx-implicit-auth-ngx-implicit-auth-');

function findFile(prefix) {
  return readdirSync(folder).find((name) => name.startsWith(prefix) && name.endsWith('.mjs'));
}

/** As in an app built for production, which drops what is for developers. */
function forProduction(config) {
  return { ...config, transform: { define: { ngDevMode: 'false' } } };
}

const shared = { gzip: true, ignore: peers, modifyRolldownConfig: forProduction };

export default [
  {
    ...shared,
    name: 'first screen, not compiled yet',
    path: `${folder}/ngx-implicit-auth.mjs`,
    import: '{ provideAuth, authGuard, authInterceptor, AuthCallback, AuthService }',
    entry: ['index'],
    limit: '5.5 kB',
  },
  {
    ...shared,
    name: 'id_token verification with jose (lazy)',
    path: `${folder}/${verifier}`,
    ignore: [...peers, `./${eagerChunk}`],
    limit: '8 KiB',
  },
];
