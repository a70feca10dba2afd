import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

interface Stored {
  readonly payload: AdapterPayload;
  /** In epoch milliseconds. */
  readonly expiresAt: number;
}

/**
 * Keeps what the server must remember (sessions, interactions, grants) in memory, for as long as it runs.
 *
 * oidc-provider's own memory adapter is meant for a first try: it says so at every start, and it keeps no more than
 * 1000 records.
 */
export function createMemoryAdapter(now: () => number = Date.now): AdapterFactory {
  return (model) => modelStore(model, now);
}

function modelStore(model: string, now: () => number): Adapter {
  const records = new Map<string, Stored>();

  const find = (matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
    dropExpired();
    return [...records.values()].find(({ payload }) => matches(payload))?.payload;
  };
  const dropExpired = (): void => {
    for (const [id, { expiresAt }] of records) if (expiresAt <= now()) records.delete(id);
  };

  return {
    async upsert(id, payload, expiresIn) {
      dropExpired();
      records.set(id, { payload, expiresAt: expiresIn ? now() + expiresIn * 1000 : Infinity });
    },
    async find(id) {
      dropExpired();
      return records.get(id)?.payload;
    },
    findByUid: async (uid) => find((payload) => payload.uid === uid),
    async findByUserCode() {
      throw new Error(`${model}: the device flow is switched off, so nothing has a user code.`);
    },
    async consume(id) {
      const record = records.get(id);
      if (record) record.payload.consumed = Math.floor(now() / 1000);
    },
    async destroy(id) {
      records.delete(id);
    },
    async revokeByGrantId(grantId) {
      for (const [id, { payload }] of records) if (payload.grantId === grantId) records.delete(id);
    },
  };
}
