export { AuthInspector } from './lib/auth-inspector';

// For the other entry points of the inspector alone; it is not public.
export { inspectorDialog as ɵinspectorDialog } from './lib/dialog/inspector-dialog';
