export { withInspectorInProduction } from './lib/with-inspector-in-production';
