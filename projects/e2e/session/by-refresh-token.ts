import { openApp, signIn } from '../attacks/sign-in.ts';
import type { Tab } from '../engines/engine.ts';
import { inPage, until, type Evaluating } from '../engines/in-page.ts';
import type { Sandbox, SandboxOptions } from './stage.ts';
import { expect, test as base } from './test.ts';
import { startTokenGate, type TokenGate, type TokenRequest } from './token-gate.ts';

export { expect };

/** A sandbox whose server ends a grant when one of its refresh tokens comes twice, and the gate before it. */
interface Gated extends Sandbox {
  readonly gate: TokenGate;
}

interface GatedOptions extends SandboxOptions {
  /** Whether a connection to the gate serves several requests; by default, each has its own. */
  readonly keepsAlive?: boolean;
}

/** The test of this folder, with apps that sign in by a code, share their session, and renew it by refresh tokens. */
export const test = base.extend<{ readonly withGate: (options?: GatedOptions) => Promise<Gated> }>({
  withGate: async ({ started, withSandbox }, use) => {
    await use(async ({ keepsAlive, config, ...options } = {}) => {
      const gate = started(await startTokenGate(keepsAlive));
      const { discoveryUrl } = gate;
      const byCode = { responseType: 'code', scope: 'openid read:timesheets', discoveryUrl } as const;
      const sandbox = await withSandbox({ tabSync: {}, ...options, config: { ...byCode, ...config } });
      gate.leadTo(sandbox.issuer);
      return { ...sandbox, gate };
    });
  },
});

/** Signs in, and opens further tabs, which take the session over. */
export async function signedInTabs(first: Tab, app: string, count: number): Promise<readonly Tab[]> {
  await signIn(first, app);
  const open = async () => {
    const tab = await first.openAnother();
    await openApp(tab, app);
    await until(tab, () => probe.state().status === 'signed-in');
    return tab;
  };
  return [first, ...(await Promise.all(Array.from({ length: count - 1 }, open)))];
}

/** Begins a renewal in a tab, and goes on without its end. There is one at a time. */
export async function beginRenewal(tab: Evaluating): Promise<void> {
  await inPage(tab, () => {
    Reflect.deleteProperty(globalThis, 'renewal');
    void probe.auth.renew().then(({ status }) => Object.assign(globalThis, { renewal: status }));
  });
}

/** Waits for the end of that renewal, and tells its outcome. */
export async function untilRenewalEnded(tab: Evaluating): Promise<unknown> {
  await until(tab, () => 'renewal' in globalThis);
  return inPage(tab, () => Reflect.get(globalThis, 'renewal') as unknown);
}

/**
 * Renews in all tabs at once, whatever drives them, and tells the outcomes. No answer comes before the last tab has
 * begun: a tab that had heard of the renewed session by then would renew that one, too.
 */
export async function renewAll(tabs: readonly Evaluating[], gate: TokenGate): Promise<readonly unknown[]> {
  await gate.keepWaiting(() => Promise.all(tabs.map(beginRenewal)));
  return Promise.all(tabs.map(untilRenewalEnded));
}

/** The token requests that have brought a refresh token. */
export function refreshesAt({ requests }: TokenGate): readonly TokenRequest[] {
  return requests.filter(({ form }) => form.has('refresh_token'));
}

/** No refresh token has come to the server twice, so it has ended no grant, and it has refused nothing else either. */
export function expectNoneTwice(gate: TokenGate): void {
  const sent = refreshesAt(gate).map(({ form }) => form.get('refresh_token'));
  expect(new Set(sent).size).toBe(sent.length);
  expect(gate.requests.filter(({ status }) => status !== 200 && status !== null)).toEqual([]);
}
