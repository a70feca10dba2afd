// ECMAScript modules get no global `jest`; this one saves each spec the import.
globalThis.jest = import.meta.jest;

// A test that asserts nothing proves nothing.
beforeEach(() => expect.hasAssertions());
