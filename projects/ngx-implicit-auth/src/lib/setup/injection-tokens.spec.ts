import { InjectionToken } from '@angular/core';

const importAnew: Readonly<Record<string, () => Promise<object>>> = {
  RESOURCE_SERVER_MATCHER: () => import('../settings/resource-server'),
};
/** Not among the types of Jest yet. */
const { unstable_mockModule: mockModule } = jest as typeof jest & {
  readonly unstable_mockModule: (name: string, factory: () => object) => void;
};
const mode = Object.getOwnPropertyDescriptor(globalThis, 'ngDevMode')!;

afterEach(() => {
  Object.defineProperty(globalThis, 'ngDevMode', mode);
});

describe.each(Object.entries(importAnew))('%s', (name, load) => {
  it.each([
    ['in dev mode', true, `InjectionToken ${name}`],
    ['where no build has settled the mode', undefined, `InjectionToken ${name}`],
    ['in production, for the sake of its size', false, 'InjectionToken '],
  ])('has its name %s', async (_, ngDevMode, expected) => {
    Object.assign(globalThis, { ngDevMode });
    jest.resetModules();
    mockModule('@angular/core', () => ({ InjectionToken }));

    const token = new Map(Object.entries(await load())).get(name) as unknown;

    expect(String(token)).toBe(expected);
  });
});
