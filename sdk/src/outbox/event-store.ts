import { createStore, delMany, promisifyRequest, type UseStore } from 'idb-keyval';

/** An event's id, which is also its place in time, and its JSON. */
export type StoredEvent = [id: string, json: string];

/** The events of all tabs that wait for the server, on disk. Every method rejects where IndexedDB is forbidden. */
export interface EventStore {
  /** Durable when it resolves, to the number of old events that had to go. */
  add(events: StoredEvent[]): Promise<number>;
  /** The oldest. */
  first(count: number): Promise<StoredEvent[]>;
  remove(ids: string[]): Promise<void>;
  /** Empties and removes the database. */
  drop(): Promise<void>;
}

/** Bounds of what waits: events, and characters of JSON. */
export const outboxLimits = { events: 1000, characters: 2_000_000 } as const;

/** One key an event, so that tabs never overwrite each other. Nothing is opened before the first use. */
export function openEventStore(name: string): EventStore {
  let opened: UseStore | undefined;
  const use: UseStore = (mode, callback) => {
    opened ??= createStore(name, 'events');
    return opened(mode, callback);
  };
  return {
    add: (events) =>
      use('readwrite', async (store) => {
        for (const [id, json] of events) store.put(json, id);
        const count = await promisifyRequest(store.count());
        const excess = count % 16 && count <= outboxLimits.events ? [] : await findExcess(store);
        for (const key of excess) store.delete(key);
        await promisifyRequest(store.transaction);
        return excess.length;
      }),
    first: (count) =>
      use('readonly', async (store) => {
        const [keys, values] = await Promise.all([
          promisifyRequest(store.getAllKeys(null, count)),
          promisifyRequest(store.getAll(null, count)),
        ]);
        return keys.map((key, index) => [key as string, values[index]]);
      }),
    remove: (ids) => delMany(ids, use),
    async drop() {
      const closing = opened;
      opened = undefined;
      await closing?.('readwrite', (store) => {
        store.clear();
        store.transaction.oncomplete = () => store.transaction.db.close();
      });
      indexedDB.deleteDatabase(name);
    },
  };
}

/** The oldest keys beyond the bounds. */
async function findExcess(store: IDBObjectStore): Promise<IDBValidKey[]> {
  const [keys, values] = await Promise.all([
    promisifyRequest(store.getAllKeys()),
    promisifyRequest<string[]>(store.getAll()),
  ]);
  let characters = 0;
  let kept = keys.length;
  while (kept > 0 && keys.length - kept < outboxLimits.events && characters < outboxLimits.characters) {
    kept -= 1;
    characters += values[kept]?.length ?? 0;
  }
  return keys.slice(0, kept);
}
