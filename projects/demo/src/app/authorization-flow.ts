import { contentOf } from './addresses';

/** The flow that `npm start -- --flow …` names; it overrules index.html. */
declare const AUTHORIZATION_FLOW: string | undefined;

/** Tells how the demo gets its tokens: by the implicit flow, or by a code with PKCE. */
export function authorizationFlow(): 'implicit' | 'code' {
  const flow = typeof AUTHORIZATION_FLOW === 'string' ? AUTHORIZATION_FLOW : contentOf('authorization-flow');
  switch (flow) {
    case 'implicit':
    case 'code':
      return flow;
    default:
      throw new Error(`There is no flow "${flow}". Write implicit or code.`);
  }
}
