export { AuthInspector } from 'ngx-implicit-auth/inspector/element';
export { withInspector } from './lib/with-inspector';
