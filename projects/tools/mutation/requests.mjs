import { mutationOf } from './mutation-of.mjs';

export default mutationOf('requests', [
  'http/**/*.ts',
  'renewal/renew-around-request.ts',
  'settings/absolute-url.ts',
  'settings/resource-servers.ts',
]);
