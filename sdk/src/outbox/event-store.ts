import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';

/** An event's id, which is also its place in time, its JSON, and the purposes it was collected for, by commas. */
export type StoredEvent = readonly [id: string, json: string, purposes: string];

/** The events of all tabs that wait for the server, on disk. Every method rejects where IndexedDB is forbidden. */
export interface EventStore {
  /** Durable when it resolves, to the number of old events that had to go. */
  add(events: readonly StoredEvent[]): Promise<number>;
  /** The oldest. */
  first(count: number): Promise<StoredEvent[]>;
  remove(ids: readonly string[]): Promise<unknown>;
  /** Empties and removes the database. */
  drop(): Promise<void>;
}

/** Events that wait at most; with 16 KiB at most for each, the bytes are bounded too. */
export const outboxEvents = 1000;

/** One key an event, so that tabs never overwrite each other. Nothing is opened before the first use. */
export function openEventStore(name: string): EventStore {
  let opened: UseStore | undefined;
  const change = async <T>(edit: (store: IDBObjectStore) => IDBRequest<T> | undefined): Promise<T | undefined> => {
    opened ??= createStore(name, 'events');
    let request: IDBRequest<T> | undefined;
    await opened('readwrite', (store) => {
      request = edit(store);
      return promisifyRequest(store.transaction);
    });
    return request?.result;
  };
  return {
    async add(events) {
      let excess: IDBValidKey[] = [];
      await change((store) => {
        for (const event of events) store.put(event, event[0]);
        const keys = store.getAllKeys();
        keys.onsuccess = () => {
          excess = keys.result.slice(0, -outboxEvents);
          for (const id of excess) store.delete(id);
        };
        return keys;
      });
      return excess.length;
    },
    first: async (count) => (await change((store) => store.getAll(null, count))) ?? [],
    remove: (ids) =>
      change((store) => {
        for (const id of ids) store.delete(id);
        return undefined;
      }),
    async drop() {
      const closing = opened;
      opened = undefined;
      // asked first: a later grant's opening then waits for it
      indexedDB.deleteDatabase(name);
      await closing?.('readwrite', (store) => {
        store.clear();
        store.transaction.db.close();
      });
    },
  };
}
