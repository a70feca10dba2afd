interface LockRequest {
  readonly name: string;
  readonly mode: LockMode;
  readonly clientId: string;
}

interface PendingLock extends LockRequest {
  readonly grant: () => void;
}

/**
 * The locks of one origin: granted in the order of the requests, and never in the same turn.
 *
 * @see https://w3c.github.io/web-locks/#algorithms
 */
export function fakeLocks(): LockManager {
  const held = new Set<LockRequest>();
  let pending: readonly PendingLock[] = [];

  const excludes = (one: LockRequest, other: LockRequest) =>
    one.name === other.name && (one.mode === 'exclusive' || other.mode === 'exclusive');
  const grantNext = () => {
    queueMicrotask(() => {
      const waiting: PendingLock[] = [];
      for (const request of pending) {
        if ([...held, ...waiting].some((other) => excludes(request, other))) {
          waiting.push(request);
          continue;
        }
        held.add(request);
        request.grant();
      }
      pending = waiting;
    });
  };

  const request = <T>(
    name: string,
    ...rest: [LockGrantedCallback<T>] | [LockOptions, LockGrantedCallback<T>]
  ): Promise<T> => {
    const [{ mode = 'exclusive', signal }, callback] = rest.length === 1 ? [{} as LockOptions, rest[0]] : rest;
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        pending = pending.filter((other) => other !== lock);
        reject(signal?.reason as Error);
        grantNext();
      };
      const lock: PendingLock = {
        name,
        mode,
        clientId: 'this page',
        grant: () => {
          signal?.removeEventListener('abort', onAbort);
          const released = () => {
            held.delete(lock);
            grantNext();
          };
          Promise.resolve({ name, mode }).then(callback).then(resolve, reject).finally(released);
        },
      };
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      signal?.addEventListener('abort', onAbort);
      pending = [...pending, lock];
      grantNext();
    });
  };

  const info = ({ name, mode, clientId }: LockRequest): LockInfo => ({ name, mode, clientId });
  return { request, query: () => Promise.resolve({ held: [...held].map(info), pending: pending.map(info) }) };
}
