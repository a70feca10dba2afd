export { AuthCallbackHarness } from './auth-callback-harness';
export { AuthTestingController } from './auth-testing-controller';
export { AuthTestingError } from './auth-testing-error';
export type { OtherTab } from './other-tab';
export { provideAuthTesting } from './provide-auth-testing';
export type { AuthTestingOptions } from './provide-auth-testing';
export type { TestEndpoint } from './server-endpoints';
export type { TestAnswer, TestSignIn } from './test-answer';
export type { TestRedirect } from './test-redirect';
