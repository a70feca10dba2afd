import { without, type Behaviour } from './behaviour.ts';
import { EC_KEY, OTHER_RSA_KEY, RSA_KEY } from './signing-keys.ts';

/** The id_token does not tell which of several keys it was; whoever takes the first one that fits is wrong. */
export const SEVERAL_KEYS_WITHOUT_KID: Behaviour = {
  header: without('kid'),
  keys: () => ({ signing: RSA_KEY, published: [OTHER_RSA_KEY, EC_KEY, RSA_KEY] }),
};

/** The id_token is not signed. */
export const ALG_NONE: Behaviour = { header: () => ({ alg: 'none' }) };

/** The metadata have an endpoint where nobody could guess it. */
export function moved(endpoint: string): Behaviour {
  return {
    metadata: (proper) => ({
      ...proper,
      [endpoint]: String(proper[endpoint]).replace(/\/([^/]+)$/, '/tenants/7/$1?v=2'),
    }),
  };
}
