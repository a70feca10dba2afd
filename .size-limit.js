// What the first id_token to be verified loads. What an app's first screen loads only its build can tell, as that compiles the
// declarations: projects/bench/first-screen.mjs weighs it.
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

export default [
  {
    name: 'id_token verification with jose (lazy)',
    path: `${folder}/${verifier}`,
    ignore: [...peers, `./${eagerChunk}`],
    modifyRolldownConfig: forProduction,
    gzip: true,
    limit: '8 KiB',
  },
];
