import { promisifyRequest } from 'idb-keyval';
import type { Core } from '../core.js';
import { ignore } from '../guard.js';

/** An event's id, which is also its place in time, its JSON, and the purposes it was collected for, by commas. */
export type StoredEvent = readonly [id: string, json: string, purposes: string];

/** Events that wait at most; with 16 KiB at most for each, the bytes are bounded too. */
export const outboxEvents = 1000;
const storeName = 'events';
/** Not in a request that has no answer yet. */
const isHere =
  (core: Core) =>
  ([id]: StoredEvent) =>
    !core.departed.get(id);

/**
 * Not idb-keyval's own store, which opens a lost connection again and weighs 30 bytes more: who loses it, by clearing what
 * the site holds, leaves this page its memory.
 */
function openDatabase({ storageKey }: Core): Promise<IDBDatabase> {
  const request = indexedDB.open(storageKey);
  request.onupgradeneeded = () => request.result.createObjectStore(storeName);
  return promisifyRequest(request);
}

/**
 * One key an event, so that tabs never overwrite each other. Nothing is opened before the first use; without a grant it
 * rejects, or what is under way when the grant ends would make an emptied database anew.
 */
async function change<T>(core: Core, edit: (store: IDBObjectStore) => T): Promise<T> {
  core.opening ??= core.granted[0] && openDatabase(core);
  const database = (await core.opening) as IDBDatabase;
  core.isOpen = true;
  const transaction = database.transaction(storeName, 'readwrite');
  const result = edit(transaction.objectStore(storeName));
  await promisifyRequest(transaction);
  return result;
}

export function addEvent(core: Core, event: StoredEvent): void {
  core.unanswered.set(event[0], event);
  core.unsaved.set(event[0], event);
  removeEvents(core, [...core.unanswered.keys()].slice(0, -outboxEvents));
  saveSoon(core);
}

/** One transaction for all that is tracked in a task: a commit takes 1 to 3 ms. */
export function saveSoon(core: Core): void {
  if (!core.isSaving) queueMicrotask(() => save(core).catch(ignore));
  core.isSaving = true;
}

async function save(core: Core): Promise<void> {
  core.isSaving = false;
  const events = [...core.unsaved.values()];
  // an open transaction of a page in the bfcache blocks the next page's, so Chrome throws the first one out
  if (core.isLeaving || !events[0]) return;
  const keys = await change(core, (store) => {
    for (const event of events) store.put(event, event[0]);
    return store.getAllKeys();
  });
  for (const [id] of events) core.unsaved.delete(id);
  removeEvents(core, keys.result.slice(0, -outboxEvents) as string[]);
}

/** The oldest of this tab, without those under way. */
export const eventsOfTab = (core: Core): StoredEvent[] => [...core.unanswered.values()].filter(isHere(core));

/** The same of all tabs; of this one where there is no disk, or none yet: nobody waits for it, or no tab could send meanwhile. */
export async function eventsOfAll(core: Core, count: number): Promise<StoredEvent[]> {
  try {
    const reading = core.isOpen && (await change(core, (store) => store.getAll(null, count)));
    return [...(reading as IDBRequest<StoredEvent[]>).result, ...core.unsaved.values()].filter(isHere(core));
  } catch {
    return eventsOfTab(core);
  }
}

/** The server has them, or never will. */
export function removeEvents(core: Core, ids: readonly string[]): void {
  if (!ids[0]) return;
  for (const id of ids) {
    core.unanswered.delete(id);
    core.unsaved.delete(id);
    core.departed.delete(id);
  }
  change(core, (store) => {
    for (const id of ids) store.delete(id);
  }).catch(ignore);
}

/** Writes what is not on disk yet where a leaving page can: synchronously. */
export function spillEvents(core: Core): void {
  const events = [...core.unsaved.values()];
  try {
    // biome-ignore lint/style/useTemplate: one template for both weighs eight bytes more
    if (events[0]) localStorage.setItem(`${core.storageKey}:` + core.ownTab, JSON.stringify(events));
  } catch {
    // forbidden or full: what could be sent was sent
  }
}

/** Takes out what pages have spilled. */
function takeSpilled(core: Core): StoredEvent[] {
  const events: StoredEvent[] = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(`${core.storageKey}:`)) continue;
      events.push(...JSON.parse(localStorage.getItem(key) as string));
      localStorage.removeItem(key);
    }
  } catch {
    // forbidden, or another tab was faster
  }
  return events;
}

/** Takes over what other pages have spilled: it may have left. */
export function adoptEvents(core: Core): void {
  for (const event of takeSpilled(core)) {
    addEvent(core, event);
    core.departed.set(event[0], false);
  }
}

/** Empties memory and disk. */
export function dropEvents(core: Core): void {
  const { opening } = core;
  core.unanswered.clear();
  core.unsaved.clear();
  takeSpilled(core);
  core.opening = undefined;
  try {
    // asked first: a later grant's opening then waits for it
    indexedDB.deleteDatabase(core.storageKey);
    opening
      ?.then((open) => {
        open.transaction(storeName, 'readwrite').objectStore(storeName).clear();
        open.close();
      })
      .catch(ignore);
  } catch {
    // forbidden: then nothing is there
  }
}
